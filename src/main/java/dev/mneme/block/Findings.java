package dev.mneme.block;

import java.util.ArrayList;
import java.util.List;

/** Collects what the rules find, each with the severity that it has here. */
final class Findings {
  private final RulesContext context;
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
    all.add(finding);
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
