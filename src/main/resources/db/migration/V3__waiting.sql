-- Who waits for a slot, over all pods: first come, first served by their tickets. Every waiting pod
-- says again and again that it is alive, for the waiters of a pod that died must not hold up others.
-- Both tables may be lost, so they are not logged: pods write them anew within half a second. But
-- tickets must go on growing, so their sequence is no part of the table.
CREATE SEQUENCE waiter_ticket;
CREATE UNLOGGED TABLE waiter (
  ticket          bigint PRIMARY KEY,
  pod             uuid   NOT NULL,
  subscription_id bigint NOT NULL,
  -- the only channel that will do; empty for any
  pin             text   NOT NULL
);
CREATE INDEX waiter_subscription ON waiter (subscription_id);
CREATE UNLOGGED TABLE waiting_pod (
  pod         uuid        PRIMARY KEY,
  alive_until timestamptz NOT NULL
);
CREATE VIEW live_waiter AS
  SELECT ticket, pod, subscription_id, pin
    FROM waiter JOIN waiting_pod USING (pod)
   WHERE alive_until > now();
