package dev.mneme.http;

import dev.mneme.api.BlockJson;
import dev.mneme.api.CommitJson;
import dev.mneme.api.InvalidRequestException;
import dev.mneme.api.Json;
import dev.mneme.block.InvalidIdException;
import dev.mneme.block.InvalidLabelException;
import dev.mneme.block.UnwritableBlockException;
import dev.mneme.database.DuplicateException;
import dev.mneme.git.storage.CorruptLogException;
import dev.mneme.memory.BadRequestException;
import dev.mneme.memory.BlockView;
import dev.mneme.memory.BusyException;
import dev.mneme.memory.ConflictException;
import dev.mneme.memory.ForbiddenException;
import dev.mneme.memory.HeadMovedException;
import dev.mneme.memory.InvalidException;
import dev.mneme.memory.MemoryException;
import dev.mneme.memory.NotFoundException;
import dev.mneme.memory.PreconditionFailedException;
import dev.mneme.memory.RevertConflictException;
import dev.mneme.memory.UnavailableException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where a failure gets its status and body. Messages of our own exceptions are made
 * for the caller; those of others may say anything and never leave the log.
 */
final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  static Reply reply(Throwable failure, Exchange exchange) {
    return Unavailable.of(failure)
        .map(unavailable -> unavailable(failure, unavailable, exchange))
        .orElseGet(() -> available(failure, exchange));
  }

  private static Reply available(Throwable failure, Exchange exchange) {
    return switch (failure) {
      case RefusedException refused -> refused.reply();
      case InvalidRequestException invalid -> invalid(text(invalid), invalid.examples());
      case InvalidIdException invalid -> invalid(text(invalid), List.of());
      case InvalidLabelException invalid -> invalid(text(invalid), List.of());
      case UnwritableBlockException invalid -> invalid(text(invalid), List.of());
      case MemoryException memory -> ofMemory(memory, exchange);
      case CallerGoneException gone -> Reply.detail(400, text(gone));
      case DuplicateException duplicate -> Reply.detail(409, duplicate(duplicate)).inVain();
      case CorruptLogException damaged -> damaged(damaged);
      case HttpException http -> Reply.detail(http.getCode(), reason(http));
      default -> unknown(failure, exchange);
    };
  }

  private static Reply ofMemory(MemoryException failure, Exchange exchange) {
    return switch (failure) {
      case BadRequestException bad -> Reply.detail(400, bad.text());
      case NotFoundException missing -> Reply.detail(404, missing.text());
      case ForbiddenException forbidden -> Reply.detail(403, forbidden.text());
      case ConflictException conflict -> Reply.detail(409, conflict.text()).inVain();
      case BusyException busy -> retry(Reply.detail(409, busy.text()), busy.retryAfter());
      case InvalidException invalid -> invalid(invalid.text(), List.of());
      case HeadMovedException moved -> headMoved(moved).inVain();
      case PreconditionFailedException failed -> preconditionFailed(failed);
      case RevertConflictException conflict -> revertConflict(conflict).inVain();
      case UnavailableException gone ->
          unavailable(gone, Unavailable.because(gone.text(), gone.retryAfter()), exchange);
    };
  }

  /** What is there now, so that the caller can decide again without asking. */
  private static Reply preconditionFailed(PreconditionFailedException failure) {
    BlockView block = failure.block();
    Reply reply =
        Reply.json(
            412,
            out -> {
              out.writeStartObject();
              out.writeStringProperty("detail", failure.text());
              out.writeName("current");
              if (block == null) {
                Json.writeValue(out, failure.blobId());
              } else {
                BlockJson.write(out, block.block());
              }
              out.writeEndObject();
            });
    return failure.blobId() == null ? reply : reply.with("ETag", '"' + failure.blobId() + '"');
  }

  private static Reply headMoved(HeadMovedException failure) {
    return Reply.json(
        409,
        out -> {
          out.writeStartObject();
          out.writeStringProperty("detail", failure.text());
          out.writeStringProperty("current", failure.current());
          out.writeEndObject();
        });
  }

  private static Reply revertConflict(RevertConflictException failure) {
    return Reply.json(
        409,
        out -> {
          out.writeStartObject();
          out.writeStringProperty("detail", failure.text());
          CommitJson.writeConflicts(out, failure.conflicts());
          out.writeEndObject();
        });
  }

  private static Reply invalid(String detail, List<String> examples) {
    return Reply.json(
        422,
        out -> {
          out.writeStartObject();
          out.writeStringProperty("trace_id", "");
          out.writeStringProperty("detail", detail);
          if (!examples.isEmpty()) {
            out.writeArrayPropertyStart("examples");
            examples.forEach(out::writeString);
            out.writeEndArray();
          }
          out.writeEndObject();
        });
  }

  private static Reply unavailable(Throwable failure, Unavailable told, Exchange exchange) {
    LOG.warn("temporarily unavailable, request={}", exchange, failure);
    return retry(Reply.detail(503, told.sentence()), told.retryAfter());
  }

  /** Whole seconds, rounded up: the header knows no fractions. */
  private static Reply retry(Reply reply, Duration after) {
    return reply.with(
        "Retry-After", String.valueOf(Math.max(1, after.plusMillis(999).toSeconds())));
  }

  private static String duplicate(DuplicateException failure) {
    return "A unique constraint was violated for %s. Check your input for duplicates: %s"
        .formatted(failure.model(), failure.columns());
  }

  /**
   * A person has to look; where the damage was found it has been told, once. The other repositories
   * are served as before.
   */
  private static Reply damaged(CorruptLogException failure) {
    String what = failure.repository().map(Object::toString).orElse("an agent");
    return Reply.detail(
        500,
        ("The repository of %s is damaged and not served; nothing was changed. The server's log"
                + " names the damaged object: put it back from a backup of the object store")
            .formatted(what));
  }

  private static Reply unknown(Throwable failure, Exchange exchange) {
    String trace = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    LOG.error("request failed, trace={}, request={}", trace, exchange, failure);
    return Reply.json(
        500,
        out -> {
          out.writeStartObject();
          out.writeStringProperty("detail", "An unknown error occurred");
          out.writeStringProperty("trace_id", trace);
          out.writeEndObject();
        });
  }

  private static String text(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  private static String reason(HttpException http) {
    return http.getReason() == null ? "Bad request" : http.getReason();
  }
}
