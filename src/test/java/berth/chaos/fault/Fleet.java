package berth.chaos.fault;

import berth.chaos.record.Figure;
import berth.chaos.record.History;
import berth.harness.pod.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** The pods that there are, and what can be done to them. One that ends is replaced. */
public final class Fleet implements AutoCloseable {

  private static final int SIZE = 3;

  private final Map<String, String> settings;
  private final History chronicle;

  /** Whether the database they use is left alone. */
  private final SettlingTime database;

  private final List<Member> members = new CopyOnWriteArrayList<>();
  private final List<Member> gone = new CopyOnWriteArrayList<>();

  public Fleet(Map<String, String> settings, History chronicle, SettlingTime database) {
    this.settings = settings;
    this.chronicle = chronicle;
    this.database = database;
  }

  /** Starts what is missing, without waiting for it. */
  public void tend() {
    for (Member member : members) {
      if (!member.pod().isAlive()) {
        leave(member);
        if (member.pod().hasListened() || database.since(member.started())) {
          chronicle.broken("a pod ended by itself: " + member.lastWords());
        }
      }
    }
    while (members.size() < SIZE) {
      members.add(Member.start(settings));
      chronicle.count(Figure.PODS_STARTED);
    }
  }

  /** Those that can be talked to, or at least could if they were left alone. */
  public List<Member> listening() {
    return members.stream().filter(Member::listens).toList();
  }

  /** One of them. */
  public Member any(Random random) {
    List<Member> listening = listening();
    return listening.get(random.nextInt(listening.size()));
  }

  public boolean isComplete() {
    return members.size() == SIZE && members.stream().allMatch(Member::isWell);
  }

  void kill(Member member) {
    member.process().disturb();
    leave(member);
    member.pod().kill();
    chronicle.count(Figure.PODS_KILLED);
  }

  void end(Member member) {
    member.process().disturb();
    leave(member);
    member.pod().end();
    chronicle.count(Figure.PODS_ENDED);
  }

  void freeze(Member member) {
    member.process().disturb();
    member.pod().freeze();
    chronicle.count(Figure.PODS_FROZEN);
  }

  void thaw(Member member) {
    member.pod().thaw();
    member.process().leave();
  }

  /** Cuts it off from the database; it can tell. */
  void cutOff(Member member) {
    member.connections().disturb();
    chronicle.count(Figure.CONNECTIONS_CUT, member.gate().shut());
    chronicle.count(Figure.TIMES_CUT_OFF);
  }

  /** Loses all that goes to and from the database; it can't tell. */
  void silence(Member member) {
    member.connections().disturb();
    member.gate().fallSilent();
    chronicle.count(Figure.TIMES_CUT_OFF);
  }

  /** Lets it connect again. What has lost bytes can't go on as if nothing had been. */
  void reconnect(Member member) {
    chronicle.count(Figure.CONNECTIONS_CUT, member.gate().shut());
    member.gate().open();
    member.connections().leave();
  }

  /** Waits until those that were asked to end have. */
  public void awaitEnds() {
    gone.stream().map(Member::pod).forEach(Pod::exitStatus);
  }

  private void leave(Member member) {
    members.remove(member);
    gone.add(member);
  }

  /** Leaves nothing running, whatever state it is in. */
  @Override
  public void close() {
    members.forEach(this::leave);
    for (Member member : gone) {
      member.pod().kill();
      try {
        member.gate().close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
