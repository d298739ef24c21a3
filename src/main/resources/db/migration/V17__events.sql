-- What happened to the pool. A transaction that writes an event locks the counter of the subscription last and
-- until it commits. So the events of a subscription are committed in the order of their ids, and who reads on
-- after an id misses none. No foreign keys: events outlive what they tell of.
CREATE TABLE event (
  subscription_id bigint      NOT NULL,
  id              bigint      NOT NULL,
  at              timestamptz NOT NULL,
  type            text        NOT NULL,
  channel         text,
  details         json       NOT NULL,
  PRIMARY KEY (subscription_id, id)
);
CREATE INDEX event_of_channel ON event (subscription_id, channel, id);
CREATE INDEX event_of_type ON event (subscription_id, type, id);
CREATE INDEX event_by_age ON event (at);

CREATE TABLE event_counter (
  subscription_id bigint PRIMARY KEY,
  last_id         bigint NOT NULL
);
