import java.util.Map;

/** Calls the handler twice, as Lambda does: with an event, and with one that it fails on. */
final class Invoke {
  public static void main(String[] arguments) {
    System.out.println("ANSWER " + new app.Handler().handle(Map.of("id", "1"), null));
    try {
      new app.Handler().handle(null, null);
    } catch (NullPointerException error) {
      System.out.println("THROWN");
    }
  }
}
