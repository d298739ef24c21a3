-- What a caller's key stands for. First a request makes it its own, and then tries to get a slot for it; the
-- statement that grants the slot binds the key to it, if the request still owns it. It is over when the
-- lease is, and a row that is over is as good as none.
-- It is no column of the slot: a lease that runs out is seen by nobody, and would leave its key behind.
CREATE TABLE idempotency_key (
  subscription_id bigint      NOT NULL,
  key             text        NOT NULL CHECK (length(key) BETWEEN 1 AND 128),
  -- one request on one pod, and until when that may wait for a slot
  owner           uuid        NOT NULL,
  pod             uuid        NOT NULL,
  owned_at        timestamptz NOT NULL,
  pending_until   timestamptz NOT NULL,
  -- the lease that it is bound to
  channel         text,
  number          smallint,
  fence           bigint,
  PRIMARY KEY (subscription_id, key),
  CHECK ((channel IS NULL) = (fence IS NULL) AND (number IS NULL) = (fence IS NULL))
);
