package dev.mneme.agent;

/** Who does something: a user, within the organization that a key gave access to. */
public record Actor(UserId user, OrganizationId organization) {
  /** Who acts where no header names a user. */
  public static final Actor DEFAULT =
      new Actor(
          new UserId("user-00000000-0000-4000-8000-000000000000"),
          new OrganizationId("org-00000000-0000-4000-8000-000000000000"));
}
