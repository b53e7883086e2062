package software.amazon.lambda.powertools.logging;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.function.Supplier;

public final class PowertoolsLogging {
  public static <T> T withLogging(Context context, Supplier<T> supplier) {
    return supplier.get();
  }
}
