// Package events stands for that of aws-lambda-go: what the starters use of its types.
package events

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"time"
)

type SQSEvent struct {
	Records []SQSMessage `json:"Records"`
}

type SQSMessage struct {
	MessageId string `json:"messageId"`
	Body      string `json:"body"`
}

type SQSEventResponse struct {
	BatchItemFailures []SQSBatchItemFailure `json:"batchItemFailures"`
}

type SQSBatchItemFailure struct {
	ItemIdentifier string `json:"itemIdentifier"`
}

type RFC3339EpochTime struct{ time.Time }

type Window struct {
	Start RFC3339EpochTime `json:"start"`
	End   RFC3339EpochTime `json:"end"`
}

type TimeWindowProperties struct {
	Window                 Window            `json:"window"`
	State                  map[string]string `json:"state"`
	IsFinalInvokeForWindow bool              `json:"isFinalInvokeForWindow"`
}

type TimeWindowEventResponseProperties struct {
	State map[string]string `json:"state"`
}

type KinesisEvent struct {
	Records []KinesisEventRecord `json:"Records"`
}

type KinesisTimeWindowEvent struct {
	KinesisEvent
	TimeWindowProperties
}

type KinesisEventResponse struct {
	BatchItemFailures []KinesisBatchItemFailure `json:"batchItemFailures"`
}

type KinesisTimeWindowEventResponse struct {
	TimeWindowEventResponseProperties
	BatchItemFailures []KinesisBatchItemFailure `json:"batchItemFailures"`
}

type KinesisBatchItemFailure struct {
	ItemIdentifier string `json:"itemIdentifier"`
}

type KinesisEventRecord struct {
	Kinesis KinesisRecord `json:"kinesis"`
}

type KinesisRecord struct {
	Data           []byte `json:"data"`
	SequenceNumber string `json:"sequenceNumber"`
}

type DynamoDBEvent struct {
	Records []DynamoDBEventRecord `json:"Records"`
}

type DynamoDBTimeWindowEvent struct {
	DynamoDBEvent
	TimeWindowProperties
}

type DynamoDBEventResponse struct {
	BatchItemFailures []DynamoDBBatchItemFailure `json:"batchItemFailures"`
}

type DynamoDBTimeWindowEventResponse struct {
	TimeWindowEventResponseProperties
	BatchItemFailures []DynamoDBBatchItemFailure `json:"batchItemFailures"`
}

type DynamoDBBatchItemFailure struct {
	ItemIdentifier string `json:"itemIdentifier"`
}

type DynamoDBEventRecord struct {
	Change    DynamoDBStreamRecord `json:"dynamodb"`
	EventName string               `json:"eventName"`
}

type DynamoDBStreamRecord struct {
	Keys           map[string]DynamoDBAttributeValue `json:"Keys"`
	SequenceNumber string                            `json:"SequenceNumber"`
}

type DynamoDBAttributeValue struct{ value any }

func NewStringAttribute(value string) DynamoDBAttributeValue { return DynamoDBAttributeValue{value} }

type SNSEvent struct {
	Records []SNSEventRecord `json:"Records"`
}

type SNSEventRecord struct {
	SNS SNSEntity `json:"Sns"`
}

type SNSEntity struct {
	MessageID string `json:"MessageId"`
	Message   string `json:"Message"`
}

type SimpleEmailEvent struct {
	Records []SimpleEmailRecord `json:"Records"`
}

type SimpleEmailRecord struct {
	EventSource string             `json:"eventSource"`
	SES         SimpleEmailService `json:"ses"`
}

type SimpleEmailService struct {
	Mail struct {
		MessageID string `json:"messageId"`
	} `json:"mail"`
	Receipt struct {
		SpamVerdict  SimpleEmailVerdict `json:"spamVerdict"`
		VirusVerdict SimpleEmailVerdict `json:"virusVerdict"`
	} `json:"receipt"`
}

type SimpleEmailVerdict struct {
	Status string `json:"status"`
}

type S3Event struct {
	Records []struct {
		S3 struct {
			Bucket struct {
				Name string `json:"name"`
			} `json:"bucket"`
			Object S3Object `json:"object"`
		} `json:"s3"`
	} `json:"Records"`
}

type S3Object struct {
	Key           string `json:"key"`
	URLDecodedKey string `json:"urlDecodedKey"`
}

func (o *S3Object) UnmarshalJSON(data []byte) error {
	type plain S3Object
	if err := json.Unmarshal(data, (*plain)(o)); err != nil {
		return err
	}
	key, err := url.QueryUnescape(o.Key)
	o.URLDecodedKey = key
	return err
}

type EventBridgeEvent struct {
	ID         string          `json:"id"`
	DetailType string          `json:"detail-type"`
	Source     string          `json:"source"`
	Detail     json.RawMessage `json:"detail"`
}

type requestedOverHTTP struct {
	HTTP struct {
		Method string `json:"method"`
		Path   string `json:"path"`
	} `json:"http"`
}

type APIGatewayV2HTTPRequest struct {
	RequestContext requestedOverHTTP `json:"requestContext"`
}

type APIGatewayV2HTTPResponse struct {
	StatusCode int               `json:"statusCode"`
	Headers    map[string]string `json:"headers"`
	Body       string            `json:"body"`
}

type LambdaFunctionURLRequest struct {
	RequestContext requestedOverHTTP `json:"requestContext"`
}

type LambdaFunctionURLResponse struct {
	StatusCode int               `json:"statusCode"`
	Headers    map[string]string `json:"headers"`
	Body       string            `json:"body"`
}

type APIGatewayProxyRequest struct {
	HTTPMethod string `json:"httpMethod"`
	Path       string `json:"path"`
}

type APIGatewayProxyResponse struct {
	StatusCode int               `json:"statusCode"`
	Headers    map[string]string `json:"headers"`
	Body       string            `json:"body"`
}

type ALBTargetGroupRequest struct {
	HTTPMethod string `json:"httpMethod"`
	Path       string `json:"path"`
}

type ALBTargetGroupResponse struct {
	StatusCode int               `json:"statusCode"`
	Headers    map[string]string `json:"headers"`
	Body       string            `json:"body"`
}

type APIGatewayWebsocketProxyRequest struct {
	RequestContext struct {
		ConnectionID string `json:"connectionId"`
		EventType    string `json:"eventType"`
		RouteKey     string `json:"routeKey"`
	} `json:"requestContext"`
	Body string `json:"body"`
}

type CloudwatchLogsEvent struct {
	AWSLogs CloudwatchLogsRawData `json:"awslogs"`
}

type CloudwatchLogsRawData struct {
	Data string `json:"data"`
}

type CloudwatchLogsData struct {
	LogGroup  string `json:"logGroup"`
	LogEvents []struct {
		Message string `json:"message"`
	} `json:"logEvents"`
}

func (raw CloudwatchLogsRawData) Parse() (data CloudwatchLogsData, err error) {
	compressed, err := base64.StdEncoding.DecodeString(raw.Data)
	if err != nil {
		return data, err
	}
	reader, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return data, err
	}
	return data, json.NewDecoder(reader).Decode(&data)
}

type CognitoEventUserPoolsHeader struct {
	Version       string `json:"version"`
	TriggerSource string `json:"triggerSource"`
	UserPoolID    string `json:"userPoolId"`
	UserName      string `json:"userName"`
}

type KafkaEvent struct {
	Records map[string][]KafkaRecord `json:"records"`
}

type KafkaRecord struct {
	Topic  string `json:"topic"`
	Offset int64  `json:"offset"`
	Value  string `json:"value"`
}

type ActiveMQEvent struct {
	Messages []ActiveMQMessage `json:"messages"`
}

type ActiveMQMessage struct {
	Data string `json:"data"`
}

type RabbitMQEvent struct {
	MessagesByQueue map[string][]RabbitMQMessage `json:"rmqMessagesByQueue"`
}

type RabbitMQMessage struct {
	Data string `json:"data"`
}
