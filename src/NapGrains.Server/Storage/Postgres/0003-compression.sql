-- Rows are written far more often than they are read, and the usual compression takes more time than all the rest of a write.
DO $$
BEGIN
    ALTER TABLE orleansstorage ALTER COLUMN payloadbinary SET COMPRESSION lz4;
EXCEPTION
    WHEN feature_not_supported OR invalid_parameter_value THEN
        RAISE NOTICE 'This PostgreSQL was built without lz4; rows keep the usual compression';
END
$$;
