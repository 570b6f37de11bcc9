package dev.mneme.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class TwoProcessesTest extends DatabaseFixture {

  @Test
  void aProcessThatStandsStillInsideAWriteStopsWritersOnlyAndItsDeathFreesThem() throws Exception {
    try (var other = WritingProcess.start(file, "stop", 1);
        Database impatient = open(Duration.ofMillis(100))) {
      assertThat(other.next()).isEqualTo("inside");

      assertThat(count()).isZero();
      assertThatThrownBy(() ->
              impatient.write(Durability.FULL, tables -> tables.agents().delete(Rows.agentId(1))))
          .isInstanceOf(DatabaseBusyException.class);

      other.kill();
      write(tables -> tables.agents().insert(Rows.agent(2)));
    }
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void whatOneProcessWroteTheOtherReadsAtOnce() throws Exception {
    try (var first = WritingProcess.start(folder.resolve("two.db"), "add", 1_000);
        var second = WritingProcess.start(folder.resolve("two.db"), "add", 2_000)) {
      String line = first.next();
      assertThat(second.next()).isEqualTo("2000");
      try (Database mine = Database.open(DatabaseSettings.of(folder.resolve("two.db")))) {
        for (; !line.isEmpty(); line = first.next()) {
          int number = Integer.parseInt(line);
          assertThat(mine.<Boolean>read(t -> t.agents().find(Rows.agentId(number)).isPresent()))
              .isTrue();
        }
        second.awaitEnd();
        assertThat(mine.<Long>read(tables -> tables.agents().select().count())).isEqualTo(400);
      }
    }
  }

  private long count() {
    return database.read(tables -> tables.agents().select().count());
  }
}
