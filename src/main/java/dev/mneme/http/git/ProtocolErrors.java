package dev.mneme.http.git;

import dev.mneme.http.CallerGoneException;
import dev.mneme.http.RefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What JGit throws at requests that are not git's. */
final class ProtocolErrors {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolErrors.class);

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
  static void translated(Step step) throws IOException {
    try {
      step.run();
    } catch (UnpackException e) {
      LOG.info("a push was refused: {}", String.valueOf(e.getCause()));
    } catch (CallerGoneException e) {
      throw e;
    } catch (ServiceMayNotContinueException e) {
      throw RefusedException.of(400, "Refused: " + e.getMessage());
    } catch (PackProtocolException | EOFException | ZipException e) {
      throw notGit(e);
    } catch (TransportException e) {
      throw notGit(e);
    }
  }

  static InputStream gzip(InputStream body) throws IOException {
    try {
      return GitEndpoints.gunzip(body);
    } catch (EOFException | ZipException e) {
      throw notGit(e);
    }
  }

  private static RefusedException notGit(IOException e) {
    return RefusedException.of(
        400, "This is not git's protocol: " + String.valueOf(e.getMessage()));
  }
}
