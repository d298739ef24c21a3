-- Where the events of a subscription are sent. A transaction that writes an event also writes its id here, as
-- newest_id; the pod that has sent everything decides by this row alone, when it holds its lock, that nothing is
-- due. The secret is encrypted. claim tells a pod that was frozen that another one has taken over.
CREATE TABLE webhook (
  subscription_id   bigint  PRIMARY KEY REFERENCES subscription ON DELETE CASCADE,
  url               text    NOT NULL,
  types             text[],
  secret_key_id     text    NOT NULL,
  secret_ciphertext bytea   NOT NULL,
  delivered_id      bigint  NOT NULL,
  newest_id         bigint  NOT NULL,
  due_at            timestamptz,
  claim             bigint  NOT NULL DEFAULT 0,
  failures          integer NOT NULL DEFAULT 0,
  failing_since     timestamptz,
  failure           text
);
CREATE INDEX webhook_due ON webhook (due_at) WHERE due_at IS NOT NULL;
