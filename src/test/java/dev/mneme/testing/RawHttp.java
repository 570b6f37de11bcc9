package dev.mneme.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Says to a server exactly the bytes it is given: what no well-behaved client would send. */
public final class RawHttp {
  private RawHttp() {}

  /**
   * Sends a whole request and reads until the server closes, so the request should have {@code
   * Connection: close}.
   *
   * @param request each character is sent as one byte
   * @return the whole answer, each byte as one character
   */
  public static String exchange(int port, String request) {
    try (Socket socket = open(port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return rest(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection on which nothing takes longer than ten seconds. */
  public static Socket open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Everything until the server closes. */
  public static String rest(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }
}
