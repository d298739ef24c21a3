-- For the overview of the pool: since when waiters wait, and what was granted in the last minutes. Both may be lost.
-- small table: requests that wait at this moment
ALTER TABLE waiter ADD since timestamptz NOT NULL DEFAULT now();

CREATE UNLOGGED TABLE grant_minute (
  subscription_id bigint           NOT NULL,
  minute          timestamptz      NOT NULL,
  granted         bigint           NOT NULL,
  waited_seconds  double precision NOT NULL,
  PRIMARY KEY (subscription_id, minute)
);
CREATE INDEX grant_minute_by_age ON grant_minute (minute);
