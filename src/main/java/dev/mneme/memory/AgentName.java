package dev.mneme.memory;

import java.util.regex.Pattern;

/** The rule for names of agents: rest.md §2. */
final class AgentName {
  private static final Pattern SYNTAX = Pattern.compile("[\\p{L}\\p{M}\\p{N}_ '-]+");

  private AgentName() {}

  static String require(String name) {
    if (!SYNTAX.matcher(name).matches()) {
      throw new InvalidException(
          "The name '%s' is not valid: use letters, marks and digits of any language, '_', space, ''' and '-'"
              .formatted(name));
    }
    return name;
  }
}
