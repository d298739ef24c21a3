package berth.bench.contender;

import berth.bench.load.Contender;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.redisson.Redisson;
import org.redisson.api.RPermitExpirableSemaphore;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/**
 * Leases of Redisson: one semaphore for each account. A grant tries semaphores at random until one
 * has a permit.
 */
public final class RedissonSemaphores implements Contender {

  private static final int LEASE_SECONDS = 300;
  private static final int MAX_ATTEMPTS = 100;

  private final int connections;
  private final RedissonClient client;
  private final List<RPermitExpirableSemaphore> semaphores;

  public RedissonSemaphores(String address, int connections, int accounts, int slots) {
    this.connections = connections;
    Config config = new Config();
    config
        .useSingleServer()
        .setAddress(address)
        .setConnectionPoolSize(connections)
        .setConnectionMinimumIdleSize(connections);
    this.client = Redisson.create(config);
    this.semaphores =
        IntStream.range(0, accounts)
            .mapToObj(account -> client.getPermitExpirableSemaphore("account-" + account))
            .toList();
    semaphores.forEach(semaphore -> semaphore.trySetPermits(slots));
  }

  @Override
  public String name() {
    return "Redisson, " + connections + " connections";
  }

  @Override
  public Uni<?> cycle() {
    return attempt(1);
  }

  private Uni<?> attempt(int attempt) {
    RPermitExpirableSemaphore semaphore =
        semaphores.get(ThreadLocalRandom.current().nextInt(semaphores.size()));
    return uni(semaphore.tryAcquireAsync(0, LEASE_SECONDS, TimeUnit.SECONDS))
        .flatMap(
            permit -> {
              if (permit != null) {
                return uni(semaphore.releaseAsync(permit));
              }
              return attempt < MAX_ATTEMPTS
                  ? attempt(attempt + 1)
                  : Uni.createFrom().failure(new IllegalStateException("No permit"));
            });
  }

  private static <T> Uni<T> uni(CompletionStage<T> stage) {
    return Uni.createFrom().completionStage(stage);
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
