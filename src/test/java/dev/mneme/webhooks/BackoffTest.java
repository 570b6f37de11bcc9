package dev.mneme.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final long SEED = new Random().nextLong();

  @Test
  void waitsDoubleUpToAnHourGiveOrTakeAQuarter() {
    var backoff = new Backoff(new Random(SEED));

    for (int failures = 1; failures <= 1_000; failures++) {
      double nominal = Math.min(3_600, Math.pow(2, failures - 1));

      assertThat(backoff.after(failures).toMillis() / 1_000.0)
          .as("after %d failures, seed %d", failures, SEED)
          .isBetween(nominal * 0.75 - 0.001, nominal * 1.25 + 0.001);
    }
  }

  @Test
  void twoThatFailedTogetherDoNotComeBackTogether() {
    var backoff = new Backoff(new Random(SEED));

    assertThat(Stream.generate(() -> backoff.after(10)).limit(100).distinct())
        .as("seed %d", SEED)
        .hasSizeGreaterThan(50)
        .allMatch(wait -> wait.compareTo(Duration.ofMinutes(5)) > 0);
  }
}
