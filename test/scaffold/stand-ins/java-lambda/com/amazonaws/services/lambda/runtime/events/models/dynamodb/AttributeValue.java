package com.amazonaws.services.lambda.runtime.events.models.dynamodb;

public class AttributeValue {
  public AttributeValue(String s) {}
}
