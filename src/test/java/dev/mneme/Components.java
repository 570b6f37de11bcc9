package dev.mneme;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/**
 * Which package may know which: the arrows of the design, as data.
 *
 * <p>A class belongs to the component with the longest name that its package begins with; one that
 * has no line here may know nothing of ours. {@code dev.mneme} itself, the composition root, may
 * know all and is known by nobody.
 */
final class Components {
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("block", Set.of()),
          Map.entry("agent", Set.of("block")),
          Map.entry("search", Set.of()),
          Map.entry("history", Set.of()),
          Map.entry("events", Set.of("block", "agent", "history")),
          Map.entry("objects", Set.of()),
          Map.entry("config", Set.of()),
          Map.entry("api", Set.of("block", "agent", "history", "events")),
          Map.entry("git.storage", Set.of("objects")),
          Map.entry("git", Set.of("block", "agent", "history", "git.storage")),
          Map.entry("database", Set.of("block", "agent", "search", "events")),
          Map.entry(
              "memory",
              Set.of(
                  "block",
                  "agent",
                  "search",
                  "history",
                  "events",
                  "git",
                  "git.storage",
                  "database")),
          Map.entry("webhooks", Set.of("block", "agent", "events", "api", "database", "memory")),
          Map.entry("demo", Set.of("block", "agent", "memory")),
          Map.entry("http", Set.of("block", "agent", "history", "api", "memory", "config")),
          Map.entry(
              "http.rest",
              Set.of(
                  "block",
                  "agent",
                  "search",
                  "history",
                  "events",
                  "api",
                  "memory",
                  "webhooks",
                  "http")),
          Map.entry(
              "http.git",
              Set.of("block", "agent", "memory", "git", "git.storage", "http", "http.rest")),
          Map.entry("http.docs", Set.of("api", "http")),
          Map.entry("http.ui", Set.of("block", "agent", "history", "memory", "http", "http.rest")),
          Map.entry("mcp", Set.of("block", "agent", "history", "api", "memory")),
          Map.entry("client", Set.of("block", "agent", "history", "api")),
          Map.entry("memfs", Set.of("block", "agent", "api", "client")),
          Map.entry("cli", Set.of("block", "agent", "memory", "config", "client", "memfs")));

  /**
   * Of these one may know the exceptions: to say at the edge what has failed far below it, and to
   * go on without it where a write stands.
   */
  private static final Map<String, Set<String>> MAY_KNOW_FAILURES_OF =
      Map.of(
          "http", Set.of("database", "git.storage", "objects"),
          "memory", Set.of("objects"),
          "webhooks", Set.of("git.storage"));

  private Components() {}

  /** Holds for a class that knows only what its component may know. */
  static ArchCondition<JavaClass> knowOnlyWhatTheyMay() {
    return new ArchCondition<>("know only the packages that theirs may know") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
          if (isWrong(item, dependency.getTargetClass())) {
            events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static boolean isWrong(JavaClass from, JavaClass to) {
    return isOurs(to)
        && !from.getPackageName().equals("dev.mneme")
        && !mayKnow(component(from), component(to))
        && !(to.isAssignableTo(Throwable.class) && mayFailWith(component(from), component(to)));
  }

  private static boolean mayKnow(String from, String to) {
    return from.equals(to) || MAY_KNOW.getOrDefault(from, Set.of()).contains(to);
  }

  private static boolean mayFailWith(String from, String to) {
    return MAY_KNOW_FAILURES_OF.getOrDefault(from, Set.of()).contains(to);
  }

  private static boolean isOurs(JavaClass type) {
    return (type.getPackageName() + ".").startsWith("dev.mneme.");
  }

  private static String component(JavaClass type) {
    String inside = (type.getPackageName() + ".").substring("dev.mneme.".length());
    return MAY_KNOW.keySet().stream()
        .filter(name -> inside.startsWith(name + "."))
        .max(Comparator.comparingInt(String::length))
        .orElse(inside);
  }
}
