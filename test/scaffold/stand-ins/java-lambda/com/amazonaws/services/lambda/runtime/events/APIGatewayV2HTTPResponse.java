package com.amazonaws.services.lambda.runtime.events;

import java.util.Map;

public class APIGatewayV2HTTPResponse {
  private String body;

  public String getBody() {
    return body;
  }

  public static APIGatewayV2HTTPResponseBuilder builder() {
    return new APIGatewayV2HTTPResponseBuilder();
  }

  public static class APIGatewayV2HTTPResponseBuilder {
    private final APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();

    public APIGatewayV2HTTPResponseBuilder withStatusCode(int statusCode) {
      return this;
    }

    public APIGatewayV2HTTPResponseBuilder withHeaders(Map<String, String> headers) {
      return this;
    }

    public APIGatewayV2HTTPResponseBuilder withBody(String body) {
      response.body = body;
      return this;
    }

    public APIGatewayV2HTTPResponse build() {
      return response;
    }
  }
}
