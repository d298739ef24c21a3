-- Whether the waiters of a pod are in the table. After a crash, which empties both tables, the first to
-- write may be a newcomer's request, and the pod must see that the others are missing still.
ALTER TABLE waiting_pod ADD synchronised boolean NOT NULL DEFAULT false;
