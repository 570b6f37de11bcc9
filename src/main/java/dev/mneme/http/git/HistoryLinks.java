package dev.mneme.http.git;

import dev.mneme.agent.AgentId;
import dev.mneme.http.Exchange;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** Where a commit can be looked at. */
record HistoryLinks(Optional<URI> publicUrl) {
  /** Gives the link to a commit of an agent, from its id in hex. */
  Function<String, String> of(Exchange exchange, AgentId agent) {
    String base =
        publicUrl
            .map(URI::toString)
            .orElseGet(() -> "http://" + exchange.header("Host").orElse("localhost"));
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return commit -> "%s/ui/agents/%s/commits/%s".formatted(root, agent, commit);
  }
}
