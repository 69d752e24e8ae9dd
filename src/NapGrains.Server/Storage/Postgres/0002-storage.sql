-- One row per grain state. Orleans derives the first six columns from the grain's key and the state's name.
CREATE TABLE orleansstorage
(
    grainidhash            integer          NOT NULL,
    grainidn0              bigint           NOT NULL,
    grainidn1              bigint           NOT NULL,
    graintypehash          integer          NOT NULL,
    graintypestring        text COLLATE "C" NOT NULL,
    grainidextensionstring text COLLATE "C",
    serviceid              text COLLATE "C" NOT NULL,
    version                integer          NOT NULL,
    modifiedon             timestamptz      NOT NULL DEFAULT now(),
    payloadbinary          bytea,
    -- A column, not an expression of the index below: PostgreSQL updates a row in place, leaving the indexes alone,
    -- only where no column that an index mentions has changed, and the payload changes each time.
    unsent                 boolean          GENERATED ALWAYS AS (substring(payloadbinary FROM 1 FOR 14) = '{"unsent":true'::bytea) STORED
)
WITH (fillfactor = 70);

-- What makes one of two first writes fail. Keys that are numbers have no string, and nulls must not differ from each other.
CREATE UNIQUE INDEX orleansstorage_identity ON orleansstorage
    (grainidhash, graintypehash, grainidn0, grainidn1, graintypestring, grainidextensionstring, serviceid) NULLS NOT DISTINCT;

CREATE INDEX orleansstorage_unsent ON orleansstorage (serviceid, grainidextensionstring) WHERE unsent;

INSERT INTO orleansquery (querykey, querytext) VALUES
('ReadFromStorageKey', '
    SELECT payloadbinary AS PayloadBinary, version AS Version
    FROM orleansstorage
    WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash
      AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
      AND graintypestring = @GrainTypeString AND serviceid = @ServiceId
      AND grainidextensionstring IS NOT DISTINCT FROM @GrainIdExtensionString'),

-- Gives the new version, or no row where the version expected is not the one stored: Orleans takes that for a conflict.
('WriteToStorageKey', '
    WITH updated AS
    (
        UPDATE orleansstorage
        SET payloadbinary = @PayloadBinary, version = version + 1, modifiedon = now()
        WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash
          AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
          AND graintypestring = @GrainTypeString AND serviceid = @ServiceId
          AND grainidextensionstring IS NOT DISTINCT FROM @GrainIdExtensionString
          AND version = @GrainStateVersion
        RETURNING version
    ),
    inserted AS
    (
        INSERT INTO orleansstorage
            (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, version, payloadbinary)
        SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, 1, @PayloadBinary
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version
    )
    SELECT version AS NewGrainStateVersion FROM updated
    UNION ALL
    SELECT version FROM inserted'),

-- The row stays, empty, so that its version never repeats and a stale activation cannot write over its successor.
('ClearStorageKey', '
    UPDATE orleansstorage
    SET payloadbinary = NULL, version = version + 1, modifiedon = now()
    WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash
      AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
      AND graintypestring = @GrainTypeString AND serviceid = @ServiceId
      AND grainidextensionstring IS NOT DISTINCT FROM @GrainIdExtensionString
      AND version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion');
