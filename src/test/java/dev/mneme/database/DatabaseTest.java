package dev.mneme.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.agent.Agent;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DatabaseTest extends DatabaseFixture {

  @Test
  void whatIsThrownInAWriteUndoesIt() {
    assertThatThrownBy(() ->
            write(tables -> {
              tables.agents().insert(Rows.agent(1));
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");

    assertThat(find(1)).isEmpty();
    write(tables -> tables.agents().insert(Rows.agent(1)));
    assertThat(find(1)).contains(Rows.agent(1));
  }

  @Test
  void duplicatesAreNamedByLettasModelAndLeaveNothing() {
    write(tables -> tables.agents().insert(Rows.agent(1)));
    write(tables -> tables.blocks().insert(Rows.block(1, "a")));
    write(tables -> tables.attachments().insert(Rows.attached(1, Rows.block(1, "a"))));

    assertThatThrownBy(() ->
            write(tables -> {
              tables.blocks().insert(Rows.block(2, "a"));
              tables.attachments().insert(Rows.attached(1, Rows.block(2, "a")));
            }))
        .isInstanceOfSatisfying(
            DuplicateException.class,
            e -> {
              assertThat(e.model()).isEqualTo("BlocksAgents");
              assertThat(e.columns()).isEqualTo("agent_id, label");
            });
    assertThat(database.<Long>read(tables -> tables.blocks().select().count())).isEqualTo(1);
  }

  @Test
  void aReadCannotWrite() {
    assertThatThrownBy(() ->
            database.read(tables -> {
              tables.agents().insert(Rows.agent(1));
              return true;
            }))
        .isInstanceOf(RuntimeException.class)
        .hasStackTraceContaining("readonly");
    assertThat(find(1)).isEmpty();
  }

  @Test
  void aReadSeesOneStateHoweverLongItTakes() {
    long seen =
        database.read(tables -> {
          long before = tables.agents().select().count();
          write(others -> others.agents().insert(Rows.agent(1)));
          return before + tables.agents().select().count();
        });

    assertThat(seen).isZero();
    assertThat(find(1)).isPresent();
  }

  @Test
  void readsGoOnAndWritesAreBusyWhileAnotherHoldsTheFile() throws Exception {
    write(tables -> tables.agents().insert(Rows.agent(1)));
    var letGo = new CountDownLatch(1);
    try (Database other = open(Duration.ofSeconds(5));
        Database impatient = open(Duration.ofMillis(100));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> holder = hold(other, threads, letGo);

      assertThat(impatient.<Long>read(tables -> tables.agents().select().count())).isEqualTo(1);
      assertThatThrownBy(() ->
              impatient.write(Durability.FULL, tables -> tables.agents().delete(Rows.agentId(1))))
          .isInstanceOf(DatabaseBusyException.class)
          .hasMessageContaining("temporarily unavailable");

      letGo.countDown();
      assertThat(holder.get()).isTrue();
      assertThat(
              impatient.<Boolean>write(
                  Durability.FULL, tables -> tables.agents().delete(Rows.agentId(1))))
          .isTrue();
    }
  }

  /** One whose wait would hold carriers of virtual threads would stop the readers as well. */
  @Test
  void manyWaitingWritersHoldUpNoReader() throws Exception {
    var letGo = new CountDownLatch(1);
    try (Database other = open(Duration.ofSeconds(5));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> holder = hold(other, threads, letGo);
      List<Future<Boolean>> writers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Agent agent = Rows.agent(i);
        writers.add(threads.submit(() -> insert(agent)));
      }

      Future<Long> read =
          threads.submit(() -> database.read(tables -> tables.agents().select().count()));

      assertThat(read.get(2, TimeUnit.SECONDS)).isZero();
      letGo.countDown();
      assertThat(holder.get()).isTrue();
      for (Future<Boolean> writer : writers) {
        assertThat(writer.get()).isTrue();
      }
    }
    assertThat(database.<Long>read(tables -> tables.agents().select().count())).isEqualTo(20);
  }

  @Test
  void writersOfManyThreadsAndConnectionsLoseNothing() throws Exception {
    write(tables -> tables.blocks().insert(Rows.block(1, "counter", "0")));
    try (Database other = open(Duration.ofSeconds(30));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        Database mine = thread % 2 == 0 ? database : other;
        writers.add(() -> countTo(25, mine));
      }
      for (Future<Boolean> writer : threads.invokeAll(writers)) {
        assertThat(writer.get()).isTrue();
      }
    }
    assertThat(value()).isEqualTo("200");
  }

  @Test
  void theFileBelongsToItsOwnerAlone() throws Exception {
    write(tables -> tables.agents().insert(Rows.agent(1)));
    try (var files = Files.list(folder)) {
      assertThat(files.filter(f -> f.getFileName().toString().startsWith("mneme.db")))
          .isNotEmpty()
          .filteredOn(f -> !f.toString().endsWith(".migrating"))
          .allSatisfy(f ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(f)))
                  .isEqualTo("rw-------"));
    }
  }

  private static Future<Boolean> hold(Database other, ExecutorService threads, CountDownLatch letGo)
      throws InterruptedException {
    var held = new CountDownLatch(1);
    Future<Boolean> holder =
        threads.submit(() ->
            other.write(
                Durability.CACHE,
                tables -> {
                  held.countDown();
                  return await(letGo);
                }));
    held.await();
    return holder;
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean insert(Agent agent) {
    return database.write(
        Durability.CACHE,
        tables -> {
          tables.agents().insert(agent);
          return true;
        });
  }

  private static boolean countTo(int times, Database database) {
    for (int i = 0; i < times; i++) {
      database.write(
          i % 2 == 0 ? Durability.FULL : Durability.CACHE,
          tables -> {
            String before = tables.blocks().find(Rows.blockId(1)).orElseThrow().block().value();
            String after = Integer.toString(Integer.parseInt(before) + 1);
            return tables.blocks().update(Rows.block(1, "counter", after));
          });
    }
    return true;
  }

  private String value() {
    return database
        .read(tables -> tables.blocks().find(Rows.blockId(1)))
        .orElseThrow()
        .block()
        .value();
  }

  private java.util.Optional<Agent> find(int number) {
    return database.read(tables -> tables.agents().find(Rows.agentId(number)));
  }
}
