package local

import (
	"bytes"
	"context"
	"sync"

	"github.com/aws/aws-lambda-go/lambda"
)

// instances is a function as Lambda runs it: an instance handles one event at a
// time, and another instance is made when all are busy. (A handler made by
// aws-lambda-go answers from a buffer of its own, and so cannot do otherwise.) An
// instance whose process dies in an event is not used again.
type instances struct {
	construct func(context.Context) (lambda.Handler, error)

	mu   sync.Mutex
	idle []lambda.Handler
}

// newInstances makes the first instance, so that a function that cannot be made
// is known at once.
func newInstances(ctx context.Context, construct func(context.Context) (lambda.Handler, error)) (*instances, error) {
	first, err := construct(ctx)
	return &instances{construct: construct, idle: []lambda.Handler{first}}, err
}

// Invoke implements lambda.Handler.
func (i *instances) Invoke(ctx context.Context, payload []byte) ([]byte, error) {
	instance, err := i.take(ctx)
	if err != nil {
		return nil, err
	}
	result, err := instance.Invoke(ctx, payload)
	result = bytes.Clone(result)
	i.mu.Lock()
	defer i.mu.Unlock()
	i.idle = append(i.idle, instance)
	return result, err
}

func (i *instances) take(ctx context.Context) (lambda.Handler, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if last := len(i.idle) - 1; last >= 0 {
		instance := i.idle[last]
		i.idle = i.idle[:last]
		return instance, nil
	}
	return i.construct(ctx)
}
