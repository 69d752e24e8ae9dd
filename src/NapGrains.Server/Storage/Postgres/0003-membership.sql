-- The cluster's view of itself: a version that rises with every change, and the silos. Orleans calls a cluster a deployment here.
CREATE TABLE napclusters
(
    deploymentid text    COLLATE "C" PRIMARY KEY,
    version      integer NOT NULL
);

CREATE TABLE napsilos
(
    deploymentid text        COLLATE "C" NOT NULL REFERENCES napclusters,
    address      text        COLLATE "C" NOT NULL,
    port         integer     NOT NULL,
    generation   integer     NOT NULL,
    siloname     text        NOT NULL,
    hostname     text        NOT NULL,
    status       integer     NOT NULL,
    proxyport    integer     NOT NULL,
    suspecttimes text,
    starttime    timestamptz NOT NULL,
    iamalivetime timestamptz NOT NULL,
    PRIMARY KEY (deploymentid, address, port, generation)
);

INSERT INTO orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', '
    WITH inserted AS
    (
        INSERT INTO napclusters (deploymentid, version) VALUES (@DeploymentId, 0)
        ON CONFLICT DO NOTHING
        RETURNING version
    )
    SELECT EXISTS (SELECT FROM inserted)'),

-- Of two changes that start from the same version one waits for the other, and then finds the version gone: it is decided anew.
('InsertMembershipKey', '
    WITH raised AS
    (
        UPDATE napclusters SET version = version + 1
        WHERE deploymentid = @DeploymentId AND version = @Version
          AND NOT EXISTS
          (
              SELECT FROM napsilos
              WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
          )
        RETURNING deploymentid
    ),
    inserted AS
    (
        INSERT INTO napsilos (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
        SELECT deploymentid, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        FROM raised
        RETURNING port
    )
    SELECT EXISTS (SELECT FROM inserted)'),

('UpdateMembershipKey', '
    WITH raised AS
    (
        UPDATE napclusters SET version = version + 1
        WHERE deploymentid = @DeploymentId AND version = @Version
          AND EXISTS
          (
              SELECT FROM napsilos
              WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
          )
        RETURNING deploymentid
    ),
    updated AS
    (
        UPDATE napsilos SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
        FROM raised
        WHERE napsilos.deploymentid = raised.deploymentid
          AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING port
    )
    SELECT EXISTS (SELECT FROM updated)'),

-- A sign of life changes nothing that others go by, so the version stays.
('UpdateIAmAlivetimeKey', '
    UPDATE napsilos SET iamalivetime = @IAmAliveTime
    WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),

-- The version comes also where there is no silo.
('MembershipReadRowKey', '
    SELECT version AS Version, address AS Address, port AS Port, generation AS Generation, siloname AS SiloName, hostname AS HostName,
           status AS Status, proxyport AS ProxyPort, suspecttimes AS SuspectTimes, starttime AS StartTime, iamalivetime AS IAmAliveTime
    FROM napclusters
    LEFT JOIN napsilos ON napsilos.deploymentid = napclusters.deploymentid
          AND address = @Address AND port = @Port AND generation = @Generation
    WHERE napclusters.deploymentid = @DeploymentId'),

('MembershipReadAllKey', '
    SELECT version AS Version, address AS Address, port AS Port, generation AS Generation, siloname AS SiloName, hostname AS HostName,
           status AS Status, proxyport AS ProxyPort, suspecttimes AS SuspectTimes, starttime AS StartTime, iamalivetime AS IAmAliveTime
    FROM napclusters
    LEFT JOIN napsilos ON napsilos.deploymentid = napclusters.deploymentid
    WHERE napclusters.deploymentid = @DeploymentId'),

-- Where clients find silos; @Status is that of an active one.
('GatewaysQueryKey', '
    SELECT address AS Address, proxyport AS ProxyPort, generation AS Generation
    FROM napsilos
    WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0'),

-- 6: dead.
('CleanupDefunctSiloEntriesKey', '
    DELETE FROM napsilos
    WHERE deploymentid = @DeploymentId AND status = 6 AND iamalivetime < @IAmAliveTime'),

('DeleteMembershipTableEntriesKey', '
    DELETE FROM napsilos WHERE deploymentid = @DeploymentId;
    DELETE FROM napclusters WHERE deploymentid = @DeploymentId');
