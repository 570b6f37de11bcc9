package dev.mneme.http.git;

import dev.mneme.block.Shown;
import dev.mneme.http.CallerGoneException;
import dev.mneme.http.Exchange;
import dev.mneme.http.RefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.transport.PacketLineIn;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What JGit throws at requests that are not git's. */
final class ProtocolErrors {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolErrors.class);

  /** How JGit begins what it says of bytes that are no line of git's. */
  private static final String NO_LINE = "Invalid packet line header";

  private ProtocolErrors() {}

  /** A step of JGit's. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /**
   * Runs a step; what it makes of bytes that are not git's protocol is a bad request, nothing else.
   *
   * <p>That a pack could not be unpacked has been told to the pusher by then, in git's own report.
   */
  static void translated(Exchange exchange, ReceiveSettings settings, Step step)
      throws IOException {
    try {
      step.run();
    } catch (UnpackException e) {
      log(exchange, e.getCause() == null ? e : e.getCause(), settings);
    } catch (CallerGoneException e) {
      throw e;
    } catch (ServiceMayNotContinueException e) {
      throw RefusedException.of(400, "Refused: " + e.getMessage());
    } catch (IOException e) {
      if (isOverLimit(e)) {
        throw RefusedException.of(
            413, "The commands have more than 3 MiB; push fewer refs at a time");
      }
      if (isOfCaller(e)) {
        throw notGit(e);
      }
      throw e;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw isOfLines(e) ? notGit(e) : e;
    }
  }

  private static void log(Exchange exchange, Throwable cause, ReceiveSettings settings) {
    UnpackFailures.sentence(cause, settings)
        .ifPresentOrElse(
            sentence -> LOG.info("a push was refused, request={}: {}", exchange, sentence),
            () -> LOG.error("a push could not be unpacked, request={}", exchange, cause));
  }

  /** What JGit throws then has no public type. */
  private static boolean isOverLimit(IOException e) {
    return PacketLineIn.class.equals(e.getClass().getEnclosingClass());
  }

  /** Whether a failure is about what the caller has sent, and not about our own storage. */
  static boolean isOfCaller(IOException e) {
    return e instanceof TransportException
        || e instanceof EOFException
        || e instanceof ZipException
        || String.valueOf(e.getMessage()).startsWith(NO_LINE);
  }

  /**
   * Whether it was in taking a line apart that something was no number, no id or too short: JGit
   * looks at few of them before.
   */
  static boolean isOfLines(RuntimeException e) {
    for (StackTraceElement frame : e.getStackTrace()) {
      String name = frame.getClassName();
      if (!name.startsWith("java.") && !name.startsWith("org.eclipse.jgit.lib.")) {
        return name.startsWith("org.eclipse.jgit.transport.")
            || name.startsWith("org.eclipse.jgit.internal.transport.parser.");
      }
    }
    return false;
  }

  /** The same stream, at its beginning. */
  static InputStream notEmpty(InputStream body) throws IOException {
    body.mark(1);
    if (body.read() < 0) {
      throw notGit("the request is empty");
    }
    body.reset();
    return body;
  }

  static InputStream gzip(InputStream body) throws IOException {
    try {
      return new GZIPInputStream(body, 8192);
    } catch (EOFException | ZipException e) {
      throw notGit(e);
    }
  }

  static RefusedException notGit(Exception e) {
    return notGit(text(e));
  }

  static RefusedException notGit(String why) {
    return RefusedException.badRequest("This is not git's protocol: " + why);
  }

  static String text(Exception e) {
    return Shown.of(String.valueOf(e.getMessage()));
  }
}
