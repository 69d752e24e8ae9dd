-- Calls that grains asked for; each silo serves the hashes of its part of the ring.
CREATE TABLE napreminders
(
    serviceid    text        COLLATE "C" NOT NULL,
    grainid      text        COLLATE "C" NOT NULL,
    remindername text        COLLATE "C" NOT NULL,
    grainhash    integer     NOT NULL,
    starttime    timestamptz NOT NULL,
    period       bigint      NOT NULL,
    version      integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (serviceid, grainid, remindername)
);

INSERT INTO orleansquery (querykey, querytext) VALUES
('UpsertReminderRowKey', '
    INSERT INTO napreminders AS held (serviceid, grainid, remindername, grainhash, starttime, period)
    VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period)
    ON CONFLICT (serviceid, grainid, remindername) DO UPDATE
    SET grainhash = excluded.grainhash, starttime = excluded.starttime, period = excluded.period, version = held.version + 1
    RETURNING version AS Version'),

('ReadReminderRowKey', '
    SELECT grainid AS GrainId, remindername AS ReminderName, starttime AS StartTime, period AS Period, version AS Version
    FROM napreminders
    WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName'),

('ReadReminderRowsKey', '
    SELECT grainid AS GrainId, remindername AS ReminderName, starttime AS StartTime, period AS Period, version AS Version
    FROM napreminders
    WHERE serviceid = @ServiceId AND grainid = @GrainId'),

('ReadRangeRows1Key', '
    SELECT grainid AS GrainId, remindername AS ReminderName, starttime AS StartTime, period AS Period, version AS Version
    FROM napreminders
    WHERE serviceid = @ServiceId AND grainhash > @BeginHash AND grainhash <= @EndHash'),

-- A part of the ring that goes over its end, or the whole ring.
('ReadRangeRows2Key', '
    SELECT grainid AS GrainId, remindername AS ReminderName, starttime AS StartTime, period AS Period, version AS Version
    FROM napreminders
    WHERE serviceid = @ServiceId AND (grainhash > @BeginHash OR grainhash <= @EndHash)'),

('DeleteReminderRowKey', '
    WITH deleted AS
    (
        DELETE FROM napreminders
        WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName AND version = @Version
        RETURNING version
    )
    SELECT EXISTS (SELECT FROM deleted)'),

('DeleteReminderRowsKey', '
    DELETE FROM napreminders WHERE serviceid = @ServiceId');
