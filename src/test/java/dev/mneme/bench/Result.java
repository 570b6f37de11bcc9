package dev.mneme.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The rounds of one contender. */
final class Result {
  private final String name;
  private final int clients;
  private final List<Round> rounds = new ArrayList<>();

  Result(String name, int clients) {
    this.name = name;
    this.clients = clients;
  }

  void add(Round round) {
    rounds.add(round);
  }

  /** The median over the rounds of their medians. */
  double p50Millis() {
    return median(each(round -> round.percentileMillis(50)));
  }

  /** Over all rounds. */
  double p99Millis() {
    long[] all =
        rounds.stream().map(Round::sortedNanos).flatMapToLong(java.util.Arrays::stream).toArray();
    java.util.Arrays.sort(all);
    return Round.percentileMillis(all, 99);
  }

  double perSecond() {
    return median(each(Round::perSecond));
  }

  /** How many times the other's p50 this one's is: the median over the rounds. */
  double timesOf(Result other) {
    return ratio(other, round -> round.percentileMillis(50));
  }

  /** How many times the other's rate this one's is: the median over the rounds. */
  double rateOver(Result other) {
    return ratio(other, Round::perSecond);
  }

  private double ratio(Result other, ToDoubleFunction<Round> of) {
    int common = Math.min(rounds.size(), other.rounds.size());
    return median(
        IntStream.range(0, common)
            .mapToDouble(
                i -> of.applyAsDouble(rounds.get(i)) / of.applyAsDouble(other.rounds.get(i)))
            .toArray());
  }

  private double[] each(ToDoubleFunction<Round> of) {
    return rounds.stream().mapToDouble(of).toArray();
  }

  private static double median(double[] values) {
    java.util.Arrays.sort(values);
    return values.length == 0 ? Double.NaN : values[values.length / 2];
  }

  /** A line of the table: p50 with the smallest and the largest of the rounds, p99, rate. */
  String line() {
    double[] medians = each(round -> round.percentileMillis(50));
    java.util.Arrays.sort(medians);
    double low = medians.length == 0 ? Double.NaN : medians[0];
    double high = medians.length == 0 ? Double.NaN : medians[medians.length - 1];
    return String.format(
        Locale.ROOT,
        "  %-34s ×%d  p50 %8.2f ms  (%.2f–%.2f)   p99 %8.2f ms   %8.1f/s   %d rounds",
        name,
        clients,
        p50Millis(),
        low,
        high,
        p99Millis(),
        perSecond(),
        rounds.size());
  }
}
