// Package lambda stands for that of aws-lambda-go.
package lambda

import (
	"context"
	"encoding/json"
	"reflect"
)

// Start would ask Lambda for events.
func Start(handler any) {}

// Handler takes events as JSON.
type Handler struct{ handler reflect.Value }

// NewHandler returns a handler that decodes the events for a function with a context and an event.
func NewHandler(handler any) Handler { return Handler{reflect.ValueOf(handler)} }

// Invoke calls the function, and returns its answer as JSON.
func (h Handler) Invoke(ctx context.Context, payload []byte) ([]byte, error) {
	event := reflect.New(h.handler.Type().In(1))
	if err := json.Unmarshal(payload, event.Interface()); err != nil {
		return nil, err
	}
	answers := h.handler.Call([]reflect.Value{reflect.ValueOf(ctx), event.Elem()})
	if err, _ := answers[len(answers)-1].Interface().(error); err != nil || len(answers) == 1 {
		return []byte("null"), err
	}
	return json.Marshal(answers[0].Interface())
}
