package berth.model;

import berth.model.world.World;

/**
 * Flaws that the service could have. Each is simulated by a change of its rows after every action.
 */
enum Flaw {
  LEASES_ARE_FORGOTTEN_WHEN_THEY_DRAIN(
      """
      UPDATE slot SET state = 'CLOSED', leased_until = '-infinity'
       WHERE state = 'DRAINING' AND channel = ANY (?)
      """),
  DRAINING_SLOTS_ARE_GRANTED_AGAIN(
      """
      UPDATE slot SET state = 'OPEN'
        FROM channel
       WHERE channel.channel = slot.channel AND channel.subscription_id = slot.subscription_id
         AND slot.state = 'DRAINING' AND slot.channel = ANY (?)
      """),
  RELEASED_SLOTS_ARE_LOST(
      """
      UPDATE slot SET state = 'CLOSED'
       WHERE leased_until = '-infinity' AND fence > 0 AND channel = ANY (?)
      """),
  LEASES_OUTLIVE_THEIR_END(
      """
      UPDATE slot SET leased_until = now() + interval '10 seconds'
       WHERE leased_until BETWEEN now() - interval '60 seconds' AND now() AND channel = ANY (?)
      """),
  FORMER_OWNERS_DO_NOT_COUNT(
      """
      UPDATE slot SET state = 'CLOSED', leased_until = '-infinity'
        FROM channel
       WHERE channel.channel = slot.channel AND channel.subscription_id <> slot.subscription_id
         AND slot.channel = ANY (?)
      """),
  REJECTED_ACCOUNTS_ARE_GRANTED(
      """
      UPDATE slot SET state = 'OPEN'
        FROM account
       WHERE account.subscription_id = slot.subscription_id AND account.channel = slot.channel
         AND account.status = 'REJECTED' AND slot.state = 'CLOSED' AND slot.channel = ANY (?)
      """),
  NOTES_GO_TO_THE_NEXT_HOLDER(
      "UPDATE slot SET ref = coalesce(ref, 'left behind') WHERE channel = ANY (?)");

  private final String sql;

  Flaw(String sql) {
    this.sql = sql;
  }

  void apply(World world) {
    world.change(sql);
  }
}
