package dev.mneme.cli;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The first lines that a server prints: where it is and what to try. */
final class Welcome {
  private Welcome() {}

  /**
   * The lines, without line ends.
   *
   * @param url where clients reach the server
   * @param demoAgent the id of the sample agent; without one the commands have a placeholder
   * @param keyRequired whether clients must send a key, which is never printed
   */
  static List<String> lines(URI url, Optional<String> demoAgent, boolean keyRequired) {
    String agent = demoAgent.orElse("<agent id>");
    String key = keyRequired ? "-H \"Authorization: Bearer $LETTA_API_KEY\" " : "";
    var facts =
        Stream.of(
            "Mneme is ready at " + url,
            "",
            "For the letta command:",
            "  export LETTA_BASE_URL=" + url,
            "  export LETTA_MEMFS_BASE_URL=" + url,
            "  export LETTA_MEMFS_LOCAL=1",
            "",
            "Try:");
    var commands =
        Stream.of(
            "  curl -s %s%s/v1/agents/".formatted(key, url),
            "  curl -s %s%s/v1/agents/%s/core-memory/blocks".formatted(key, url, agent),
            "  git clone %s/v1/git/%s/state.git memory".formatted(url, agent));
    return Stream.concat(facts, commands).toList();
  }
}
