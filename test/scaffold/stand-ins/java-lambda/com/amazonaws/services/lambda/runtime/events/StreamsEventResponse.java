package com.amazonaws.services.lambda.runtime.events;

import java.util.List;

public class StreamsEventResponse {
  public StreamsEventResponse() {}

  public StreamsEventResponse(List<BatchItemFailure> batchItemFailures) {
    this.batchItemFailures = batchItemFailures;
  }

  private List<BatchItemFailure> batchItemFailures;

  public List<BatchItemFailure> getBatchItemFailures() {
    return batchItemFailures;
  }

  public void setBatchItemFailures(List<BatchItemFailure> batchItemFailures) {
    this.batchItemFailures = batchItemFailures;
  }

  public static class BatchItemFailure {
    public BatchItemFailure() {}

    public BatchItemFailure(String itemIdentifier) {
      this.itemIdentifier = itemIdentifier;
    }

    private String itemIdentifier;

    public String getItemIdentifier() {
      return itemIdentifier;
    }

    public void setItemIdentifier(String itemIdentifier) {
      this.itemIdentifier = itemIdentifier;
    }
  }
}
