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

/** The pods, and the faults that can be injected into them. A pod that ends is replaced. */
public final class Fleet implements AutoCloseable {

  private static final int SIZE = 3;

  private final Map<String, String> settings;
  private final History history;

  /** The time since which no fault affects the database of the pods. */
  private final SettlingTime database;

  private final List<Member> members = new CopyOnWriteArrayList<>();
  private final List<Member> removed = new CopyOnWriteArrayList<>();

  public Fleet(Map<String, String> settings, History history, SettlingTime database) {
    this.settings = settings;
    this.history = history;
    this.database = database;
  }

  /** Starts a pod for each that is missing, and returns before they listen. */
  public void replaceEnded() {
    for (Member member : members) {
      if (!member.pod().isAlive()) {
        remove(member);
        if (member.pod().hasListened() || database.isUndisturbedSince(member.started())) {
          history.violation("a pod ended by itself: " + member.logTail());
        }
      }
    }
    while (members.size() < SIZE) {
      members.add(Member.start(settings));
      history.count(Figure.PODS_STARTED);
    }
  }

  /** The pods that run and have begun to listen. A fault may keep them from answering. */
  public List<Member> listening() {
    return members.stream().filter(Member::listens).toList();
  }

  /** A random one of the listening pods. */
  public Member any(Random random) {
    List<Member> listening = listening();
    return listening.get(random.nextInt(listening.size()));
  }

  public boolean isComplete() {
    return members.size() == SIZE && members.stream().allMatch(Member::isUndisturbed);
  }

  void kill(Member member) {
    member.process().disturb();
    remove(member);
    member.pod().kill();
    history.count(Figure.PODS_KILLED);
  }

  void end(Member member) {
    member.process().disturb();
    remove(member);
    member.pod().end();
    history.count(Figure.PODS_ENDED);
  }

  void freeze(Member member) {
    member.process().disturb();
    member.pod().freeze();
    history.count(Figure.PODS_FROZEN);
  }

  void thaw(Member member) {
    member.pod().thaw();
    member.process().settle();
  }

  /** Cuts the connections of the pod to the database and refuses new ones. The pod notices. */
  void cutOff(Member member) {
    member.connections().disturb();
    history.count(Figure.CONNECTIONS_CUT, member.gate().shut());
    history.count(Figure.TIMES_CUT_OFF);
  }

  /** Drops all bytes between the pod and the database. The pod does not notice. */
  void silence(Member member) {
    member.connections().disturb();
    member.gate().fallSilent();
    history.count(Figure.TIMES_CUT_OFF);
  }

  /**
   * Lets the pod connect again. Its connections are cut, because one that has lost bytes cannot
   * continue.
   */
  void reconnect(Member member) {
    history.count(Figure.CONNECTIONS_CUT, member.gate().shut());
    member.gate().open();
    member.connections().settle();
  }

  /** Waits until the pods that were asked to end have ended. */
  public void awaitEnds() {
    removed.stream().map(Member::pod).forEach(Pod::exitStatus);
  }

  private void remove(Member member) {
    members.remove(member);
    removed.add(member);
  }

  /** Kills all pods, whatever their state. */
  @Override
  public void close() {
    members.forEach(this::remove);
    for (Member member : removed) {
      member.pod().kill();
      try {
        member.gate().close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
