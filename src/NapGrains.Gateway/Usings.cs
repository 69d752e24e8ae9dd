// Orleans has an attribute of the same name; in this project an id is one of the GraphQL contract.
global using IdAttribute = GraphQL.IdAttribute;
