package dev.mneme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundWorkTest {
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  private BackgroundWork.Task task(String name, Duration pause) {
    return new BackgroundWork.Task(name, () -> done.add(name), pause);
  }

  private String next() throws InterruptedException {
    return String.valueOf(done.poll(30, TimeUnit.SECONDS));
  }

  @Test
  void everyTaskIsDoneAtTheStartOneAfterTheOther() throws InterruptedException {
    Duration never = Duration.ofDays(1);
    try (var _ = new BackgroundWork(List.of(task("first", never), task("second", never)))) {
      assertThat(List.of(next(), next())).containsExactly("first", "second");
    }
    assertThat(done).isEmpty();
  }

  @Test
  void taskThatFailsIsDoneAgainAndKeepsNobodyFromTheirs() throws InterruptedException {
    var fails =
        new BackgroundWork.Task(
            "fails",
            () -> {
              done.add("fails");
              throw new IllegalStateException("on purpose");
            },
            Duration.ofMillis(1));
    try (var _ = new BackgroundWork(List.of(fails, task("works", Duration.ofDays(1))))) {
      assertThat(List.of(next(), next(), next())).contains("works", "fails");
      assertThat(next()).isEqualTo("fails");
    }
  }

  @Test
  void closingInterruptsTheTaskInHandAndWaitsForIt() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var waits =
        new BackgroundWork.Task(
            "waits",
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                done.add("interrupted");
              }
            },
            Duration.ofDays(1));
    var work = new BackgroundWork(List.of(waits));
    begun.await();

    work.close();

    assertThat(done).containsExactly("interrupted");
  }
}
