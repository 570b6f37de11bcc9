package dev.mneme.git.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.mneme.git.storage.LogSimulation.Outcome;
import dev.mneme.git.storage.SimulationCoverage.Event;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the engine through random schedules. {@code -Dmneme.simulate=N} says how many, {@code
 * -Dmneme.simulate.seed=S} runs and prints only that one.
 */
class LogSimulationTest {
  private static final LogSimulation.RulesOfNode SOUND =
      (deletionAge, clock) -> new LogRules(LogRules.TRUST, deletionAge);
  private static final int SCHEDULES = Integer.getInteger("mneme.simulate", 4000);
  private static final @Nullable Long REPLAY = Long.getLong("mneme.simulate.seed");
  private static final int SCHEDULES_FOR_A_MISTAKE = 4000;
  private static final int PROGRESS = 50_000;
  private static final int LINES = 60;

  @Test
  void logHoldsItsInvariantsInEverySchedule() {
    if (REPLAY != null) {
      replay(REPLAY);
      return;
    }
    SimulationCoverage all = new SimulationCoverage();
    AtomicLong done = new AtomicLong();
    LongStream.range(0, SCHEDULES)
        .parallel()
        .forEach(seed -> {
          SimulationCoverage one = runSoundly(seed);
          synchronized (all) {
            all.add(one);
          }
          report(done.incrementAndGet());
        });
    requireEverythingHappened(all);
  }

  private static SimulationCoverage runSoundly(long seed) {
    Outcome outcome = LogSimulation.run(seed, SimulationProfile.of(seed), SOUND, false);
    if (outcome.violation() != null) {
      fail(story(seed), outcome.violation());
    }
    return outcome.coverage();
  }

  /** The end of the trace: the schedule is run again, now with one. */
  private static String story(long seed) {
    List<String> trace = LogSimulation.run(seed, SimulationProfile.of(seed), SOUND, true).trace();
    List<String> end = trace.subList(Math.max(0, trace.size() - LINES), trace.size());
    return "seed %d, all of it with -Dmneme.simulate.seed=%d; its end:%n%s"
        .formatted(seed, seed, String.join("\n", end));
  }

  private static void report(long done) {
    if (done % PROGRESS == 0) {
      System.out.printf("%d of %d schedules%n", done, SCHEDULES);
    }
  }

  private static void replay(long seed) {
    Outcome outcome = LogSimulation.run(seed, SimulationProfile.of(seed), SOUND, true);
    outcome.trace().forEach(System.out::println);
    System.out.println(outcome.coverage());
    assertThat(outcome.violation()).isNull();
  }

  /** A schedule in which nothing happens proves nothing. */
  private static void requireEverythingHappened(SimulationCoverage all) {
    System.out.println(all);
    if (SCHEDULES >= 1000) {
      assertThat(Event.values()).allSatisfy(event -> assertThat(all.times(event)).isPositive());
    }
    assertThat(all.times(Event.COMMITTED)).isGreaterThan(2L * SCHEDULES);
  }

  @ParameterizedTest
  @EnumSource
  void knownMistakeIsFound(KnownMistake mistake) {
    boolean found =
        LongStream.range(0, SCHEDULES_FOR_A_MISTAKE)
            .parallel()
            .anyMatch(seed ->
                LogSimulation.run(seed, mistake.profile(seed), mistake, false).violation() != null);

    assertThat(found).as("a violation in %d schedules", SCHEDULES_FOR_A_MISTAKE).isTrue();
  }

  @Test
  void sameSeedIsTheSameSchedule() {
    for (long seed = 0; seed < 16; seed++) {
      SimulationProfile profile = SimulationProfile.of(seed);
      List<String> once = LogSimulation.run(seed, profile, SOUND, true).trace();

      assertThat(once).hasSizeGreaterThan(30);
      assertThat(LogSimulation.run(seed, profile, SOUND, true).trace()).isEqualTo(once);
    }
  }
}
