package dev.mneme.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP connection that is kept, with as little between the measurement and the server as can
 * be. For one thread.
 */
final class Wire implements AutoCloseable {
  private final int port;
  private Socket socket;
  private InputStream in;

  Wire(int port) {
    this.port = port;
    try {
      this.socket = connect();
      this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Socket connect() throws IOException {
    Socket open = new Socket(InetAddress.getLoopbackAddress(), port);
    open.setTcpNoDelay(true);
    open.setSoTimeout(60_000);
    return open;
  }

  byte[] get(String path, String... headers) throws IOException {
    return send("GET", path, new byte[0], headers);
  }

  /**
   * Sends a request and reads the whole answer; fails unless its status is 200.
   *
   * @param headers whole lines
   */
  byte[] send(String method, String path, byte[] body, String... headers) throws IOException {
    StringBuilder head =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (!method.equals("GET")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    request.write(body);
    socket.getOutputStream().write(request.toByteArray());
    return answer(method + " " + path);
  }

  private byte[] answer(String request) throws IOException {
    String status = line();
    int length = -1;
    boolean chunked = false;
    boolean closes = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      chunked |= lower.equals("transfer-encoding: chunked");
      closes |= lower.equals("connection: close");
    }
    byte[] body = chunked ? chunks() : length >= 0 ? in.readNBytes(length) : in.readAllBytes();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(
          request + ": " + status + " " + new String(body, StandardCharsets.UTF_8));
    }
    if (closes || (!chunked && length < 0)) {
      reconnect();
    }
    return body;
  }

  private void reconnect() throws IOException {
    socket.close();
    socket = connect();
    in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().strip(), 16);
      body.write(in.readNBytes(size));
      line();
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection after '" + line + "'");
      }
      line.append((char) b);
    }
    return line.substring(0, Math.max(0, line.length() - 1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
