package dev.mneme.block;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what the rules find, each with the severity that it has here.
 *
 * <p>One file can give rise to thousands, so of each severity only the first ones are kept: more
 * than anybody reads, and at least one if there is any.
 */
final class Findings {
  /** Twice as many as a report shows. */
  private static final int MOST_OF_EACH = 2 * PushReport.MAX_LINES;

  private final RulesContext context;
  private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
  private final List<Finding> all = new ArrayList<>();

  Findings(RulesContext context) {
    this.context = context;
  }

  RulesContext context() {
    return context;
  }

  ContentLimits limits() {
    return context.limits();
  }

  /** Adds a finding on a file as a whole, where the rule holds. */
  void add(Rule rule, String path, String problem, String remedy) {
    add(rule, path, 0, problem, remedy);
  }

  /**
   * Adds a finding, where the rule holds.
   *
   * @param problem without a full stop at the end
   * @param remedy a sentence without a full stop at the end
   */
  void add(Rule rule, String path, int line, String problem, String remedy) {
    String message = "%s (rule %s). %s".formatted(problem, rule.id(), remedy);
    addAs(rule, path, line, message);
  }

  /** Adds a finding in these very words, where the rule holds. */
  void addAs(Rule rule, String path, int line, String message) {
    Severity severity = rule.severity(context);
    if (severity != null) {
      add(new Finding(severity, path, line, rule.id(), message));
    }
  }

  void add(Finding finding) {
    if (counts.merge(finding.severity(), 1, Integer::sum) <= MOST_OF_EACH) {
      all.add(finding);
    }
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
