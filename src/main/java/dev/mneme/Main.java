package dev.mneme;

/** The entry of {@code mneme}. */
public final class Main {
  private Main() {}

  /** Runs the command named by the arguments. */
  public static void main(String[] args) {
    System.out.println("mneme " + String.join(" ", args));
  }
}
