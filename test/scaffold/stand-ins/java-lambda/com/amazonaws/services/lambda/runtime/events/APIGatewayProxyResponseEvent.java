package com.amazonaws.services.lambda.runtime.events;

import java.util.Map;

public class APIGatewayProxyResponseEvent {
  private String body;

  public String getBody() {
    return body;
  }

  public APIGatewayProxyResponseEvent withStatusCode(Integer statusCode) {
    return this;
  }

  public APIGatewayProxyResponseEvent withHeaders(Map<String, String> headers) {
    return this;
  }

  public APIGatewayProxyResponseEvent withBody(String body) {
    this.body = body;
    return this;
  }
}
