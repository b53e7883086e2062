package com.amazonaws.services.lambda.runtime.serialization;

import java.io.InputStream;
import java.io.OutputStream;

public interface PojoSerializer<T> {
  T fromJson(InputStream input);

  void toJson(T value, OutputStream output);
}
