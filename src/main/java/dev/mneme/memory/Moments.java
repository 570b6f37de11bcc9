package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.git.GitId;
import dev.mneme.git.MainMoves;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Past;
import dev.mneme.git.Revision;
import dev.mneme.git.Revisions;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a memory was: at a commit, on a branch, or at a time by the server's own record of
 * where {@code main} was.
 *
 * <p>Where a point in time may be null, that means now. All methods throw {@link NotFoundException}
 * if there is no such commit, and {@link InvalidException} if it is no point in time at all.
 */
final class Moments {
  private final PushService repositories;

  Moments(PushService repositories) {
    this.repositories = repositories;
  }

  /**
   * What an agent's repository is now, brought up to everything that was acknowledged.
   *
   * @throws NotFoundException if there is no such agent, or its memory never was in git
   */
  MemoryView now(AgentId agent, Attribution by) {
    MemoryView view = repositories.forFetch(agent, by).current();
    if (!view.exists()) {
      throw new NotFoundException("The repository of agent %s has been deleted".formatted(agent));
    }
    return view;
  }

  /** The commit that was current; empty if there was none yet at that time. */
  Optional<GitId> findCommit(MemoryView now, @Nullable String at) {
    Instant instant = instant(at);
    return instant == null
        ? Optional.of(ofRef(now, at))
        : new MainMoves(now).at(instant).map(Past::commit);
  }

  /** The same where there has to be one. */
  GitId getCommit(MemoryView now, @Nullable String at) {
    return findCommit(now, at).orElseThrow(() -> tooEarly(at));
  }

  /** All that was; empty if there was nothing yet at that time. */
  Optional<Past> findPast(MemoryView now, @Nullable String at) {
    Instant instant = instant(at);
    MainMoves moves = new MainMoves(now);
    return instant == null ? Optional.of(moves.of(ofRef(now, at))) : moves.at(instant);
  }

  /** The same where there has to be something. */
  Past getPast(MemoryView now, @Nullable String at) {
    return findPast(now, at).orElseThrow(() -> tooEarly(at));
  }

  private static NotFoundException tooEarly(@Nullable String at) {
    return new NotFoundException(
        "Nothing was remembered at %s yet: that is before the first commit".formatted(at));
  }

  /**
   * The commit of that name.
   *
   * @throws NotFoundException if there is none, be the name one of a commit or not
   */
  GitId named(MemoryView now, String name) {
    return switch (new Revisions(now).find(name)) {
      case Revision.Nonsense nonsense -> throw unknown(name);
      case Revision revision -> commit(revision, name);
    };
  }

  private static GitId ofRef(MemoryView now, @Nullable String at) {
    String name = at == null ? "HEAD" : at;
    return commit(new Revisions(now).find(name), name);
  }

  private static GitId commit(Revision revision, String name) {
    return switch (revision) {
      case Revision.Found(GitId commit) -> commit;
      case Revision.Unknown unknown -> throw unknown(name);
      case Revision.Ambiguous ambiguous -> throw ambiguous(ambiguous, name);
      case Revision.Nonsense nonsense -> throw nonsense(name);
    };
  }

  private static NotFoundException unknown(String name) {
    return new NotFoundException("No commit '%s' in this memory".formatted(name));
  }

  private static InvalidException ambiguous(Revision.Ambiguous found, String name) {
    return new InvalidException(
        "'%s' is the beginning of several commits, give more digits: %s"
            .formatted(
                name, found.commits().stream().map(GitId::hex).collect(Collectors.joining(", "))));
  }

  private static InvalidException nonsense(String name) {
    return new InvalidException(
        ("'%s' is no point in time of this memory: give a commit (7 to 40 hexadecimal digits), a"
                + " branch, HEAD, or an instant such as 2026-11-02T10:00:00Z")
            .formatted(name));
  }

  /**
   * An instant in ISO 8601, in UTC unless it has an offset; null if it is none. The plus of an
   * offset that nobody escaped arrives as a blank.
   */
  private static @Nullable Instant instant(@Nullable String text) {
    if (text == null || text.indexOf('T') < 0) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeParseException e) {
      return withoutOffset(text);
    }
  }

  private static @Nullable Instant withoutOffset(String text) {
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
