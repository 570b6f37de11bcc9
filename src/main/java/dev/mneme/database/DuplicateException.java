package dev.mneme.database;

/** What must be unique would not have been; the transaction is undone. */
public final class DuplicateException extends DatabaseException {
  private static final long serialVersionUID = 1L;
  private final String model;
  private final String columns;

  DuplicateException(String model, String columns, Throwable cause) {
    super("duplicate %s: %s".formatted(model, columns), cause);
    this.model = model;
    this.columns = columns;
  }

  /** The name that Letta's API has for what is stored there: {@code BlocksAgents}. */
  public String model() {
    return model;
  }

  /** What is unique together: {@code agent_id, label}. */
  public String columns() {
    return columns;
  }
}
