DELETE FROM idempotency_key
 WHERE (subscription_id, key) IN (
         SELECT key_row.subscription_id, key_row.key
           FROM idempotency_key AS key_row
          WHERE CASE WHEN key_row.fence IS NULL
                     THEN key_row.owned_at < now() - interval '2500 milliseconds'
                          AND NOT (key_row.pending_until > now()
                                   AND EXISTS (SELECT
                                                 FROM waiting_pod
                                                WHERE waiting_pod.pod = key_row.pod AND alive_until > now()))
                     ELSE EXISTS (SELECT
                                    FROM slot
                                   WHERE slot.subscription_id = key_row.subscription_id
                                     AND slot.channel = key_row.channel AND slot.number = key_row.number
                                     AND (slot.fence > key_row.fence
                                          OR slot.fence = key_row.fence
                                             AND (slot.leased_until = '-infinity'
                                                  OR slot.leased_until < now() - interval '2000 milliseconds')))
                END
          LIMIT 10000
            FOR UPDATE SKIP LOCKED)
