-- Orleans' ADO.NET providers read from this table, by key, the statements that they run.
CREATE TABLE orleansquery
(
    querykey  text PRIMARY KEY,
    querytext text NOT NULL
);
