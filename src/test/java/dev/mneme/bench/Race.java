package dev.mneme.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Runs contenders in turns, several rounds of each, with the same number of clients.
 *
 * <p>Rounds that are not counted warm up first: a server runs for weeks, and its compiler needs
 * some thousand edits to be done with them. No round begins after the time is over.
 */
final class Race {
  private final int clients;
  private final int rounds;
  private final Duration time;
  private final List<Contender> contenders = new ArrayList<>();
  private Duration warmUp = Duration.ZERO;
  private int warmUpRounds = 1;

  Race(int clients, int rounds, Duration time) {
    this.clients = clients;
    this.rounds = rounds;
    this.time = time;
  }

  /** Lets each contender warm up for so long, and for one round at least. */
  Race warmingUp(Duration time) {
    warmUp = time;
    return this;
  }

  /** Lets each contender warm up for so many rounds, where its steps are numbered. */
  Race warmingUp(int rounds) {
    warmUpRounds = rounds;
    return this;
  }

  /** One thing that is measured; what it does is done on the thread of its client. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  private record Contender(String name, int steps, List<Step> clients, Result result) {}

  /**
   * Adds a contender.
   *
   * @param steps how often each client does it in a round
   * @param client makes what the client with that number does
   */
  Race add(String name, int steps, IntFunction<Step> client) {
    List<Step> made = new ArrayList<>();
    for (int number = 0; number < clients; number++) {
      made.add(client.apply(number));
    }
    contenders.add(new Contender(name, steps, made, new Result(name, clients)));
    return this;
  }

  /** Runs all rounds; the results in the order in which the contenders were added. */
  Map<String, Result> run() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      warmUp(threads);
      long end = System.nanoTime() + time.toNanos();
      for (int round = 0; round < rounds && System.nanoTime() < end; round++) {
        for (int turn = 0; turn < contenders.size(); turn++) {
          Contender contender = contenders.get((turn + round) % contenders.size());
          contender.result().add(round(threads, contender));
        }
      }
    }
    Map<String, Result> results = new LinkedHashMap<>();
    contenders.forEach(contender -> results.put(contender.name(), contender.result()));
    return results;
  }

  /** In turns as well: a server closes connections on which nothing is asked for long. */
  private void warmUp(ExecutorService threads) throws Exception {
    for (int round = 0; round < warmUpRounds; round++) {
      for (Contender contender : contenders) {
        warmUp(threads, contender);
      }
    }
  }

  private void warmUp(ExecutorService threads, Contender contender) throws Exception {
    long end = System.nanoTime() + warmUp.toNanos() / warmUpRounds;
    do {
      round(threads, contender);
    } while (System.nanoTime() < end);
  }

  private static Round round(ExecutorService threads, Contender contender) throws Exception {
    List<Future<long[]>> running = new ArrayList<>();
    long start = System.nanoTime();
    for (Step step : contender.clients()) {
      running.add(threads.submit(() -> steps(step, contender.steps())));
    }
    long[] all = new long[0];
    for (Future<long[]> one : running) {
      long[] times = nanos(contender, one);
      all = Arrays.copyOf(all, all.length + times.length);
      System.arraycopy(times, 0, all, all.length - times.length, times.length);
    }
    return new Round(all, System.nanoTime() - start);
  }

  private static long[] nanos(Contender contender, Future<long[]> one) throws Exception {
    try {
      return one.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(contender.name() + " failed", e.getCause());
    }
  }

  private static long[] steps(Step step, int count) throws Exception {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      step.run();
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }
}
