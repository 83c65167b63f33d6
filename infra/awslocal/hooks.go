package awslocal

import (
	"bytes"
	"encoding/json"
	"runtime"
	"sync"
	"time"
)

// Call is one attempt at an AWS operation, or one invocation of a function
// (Service "Lambda", Operation "Invoke").
type Call struct {
	// Caller is the function whose code made the call; for what the Cloud does by
	// itself the service that does it ("states", "sqs", "dynamodb", "scheduler");
	// "" for anyone else.
	Caller    string
	Service   string // DynamoDB, DynamoDBStreams, SQS, S3, States, SecretsManager, KMS or Lambda
	Operation string
	// Invocation is the Amz-Sdk-Invocation-Id: the same over the SDK's own
	// retries of one logical call.
	Invocation string
	// Resource is the table, queue, state machine, secret or function, where it
	// is known.
	Resource string
	// Input is the operation's input or the function's event, as it came. It is not
	// to be changed.
	Input []byte
}

// Ordered is Input with the members of its objects in the order of their names, by
// which two runs can be compared: SDK clients write maps in any order. Input that is
// not JSON stays as it is.
func (c Call) Ordered() []byte {
	decoder := json.NewDecoder(bytes.NewReader(c.Input))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return c.Input
	}
	sorted, err := encode(value)
	if err != nil {
		return c.Input
	}
	return sorted
}

// Fault is what shall happen to a call.
type Fault int

const (
	// None lets the call be.
	None Fault = iota
	// FailBefore answers HTTP 503 with no effect, on every attempt of that
	// logical call.
	FailBefore
	// FailAfter lets each attempt take effect and loses its answer (HTTP 500), on
	// every attempt of that logical call.
	FailAfter
	// Crash lets the call take effect and ends the calling function's process at
	// that moment: its invocation is reported as Runtime.ExitError. Deferred
	// functions of the handler run, but any AWS call they make ends them. Outside
	// an invocation there is no process to end and the call panics.
	Crash
)

// Delivery is a batch about to be given to a function by an event source.
type Delivery struct {
	Function string
	Source   string // "sqs", "dynamodb" or "scheduler"
	Resource string // queue, table or schedule
	IDs      []string
	// Attempt is 1 at first, and higher when a batch of a stream is tried again.
	Attempt int
}

// Disorder is what shall happen to a delivery; the zero value delivers it once,
// now.
type Disorder struct {
	// Twice invokes the function twice in a row with the same batch. The second
	// outcome is the one that counts.
	Twice bool
	// Delay puts the delivery off. Other messages of a queue overtake it; a
	// stream waits, because a shard keeps its order. The hook is asked again
	// when the time has come.
	Delay time.Duration
	// Again brings messages of a queue back that long after they were handled
	// and deleted, as a standard queue may. Streams ignore it.
	Again time.Duration
	// Lost drops a firing of a schedule; the next comes when it would have. A queue
	// and a stream lose nothing and ignore it.
	Lost bool
}

type hooks struct {
	mu         sync.Mutex
	faults     func(Call) Fault
	observe    func(Call)
	deliveries func(Delivery) Disorder
	condemned  map[string]Fault // by invocation id: what its later attempts meet
}

// Faults sets who is asked before every AWS call and function invocation what
// shall happen to it; nil removes it. Once a fault is chosen for a logical call,
// its later attempts meet the same without being asked about. Hooks run one at
// a time and must not call the Cloud's services.
func (c *Cloud) Faults(choose func(Call) Fault) {
	c.hooks.mu.Lock()
	defer c.hooks.mu.Unlock()
	c.hooks.faults = choose
	c.hooks.condemned = map[string]Fault{}
}

// Observe sets who is told of every AWS call attempt and function invocation
// before it happens; nil removes it.
func (c *Cloud) Observe(see func(Call)) {
	c.hooks.mu.Lock()
	defer c.hooks.mu.Unlock()
	c.hooks.observe = see
}

// Deliveries sets who is asked before each delivery of an event source whether
// to disturb it; nil removes it.
func (c *Cloud) Deliveries(choose func(Delivery) Disorder) {
	c.hooks.mu.Lock()
	defer c.hooks.mu.Unlock()
	c.hooks.deliveries = choose
}

// fault tells the observer of a call and returns what shall happen to it.
func (h *hooks) fault(call Call) Fault {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.observe == nil && h.faults == nil {
		return None
	}
	if call.Resource == "" {
		call.Resource = resourceOf(call.Input)
	}
	if h.observe != nil {
		h.observe(call)
	}
	if fault, ok := h.condemned[call.Invocation]; ok && call.Invocation != "" {
		return fault
	}
	if h.faults == nil {
		return None
	}
	fault := h.faults(call)
	if fault != None && fault != Crash && call.Invocation != "" {
		h.condemned[call.Invocation] = fault
	}
	return fault
}

func (h *hooks) disorder(delivery Delivery) Disorder {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.deliveries == nil {
		return Disorder{}
	}
	return h.deliveries(delivery)
}

// crash is the panic of a call that is told to crash while no invocation is
// known to which it belongs.
type crash struct{ call Call }

func (c crash) Error() string {
	return "awslocal: crash injected at " + c.call.Service + "." + c.call.Operation
}

// die ends the calling goroutine because its process is gone. Goexit rather than
// a panic: a handler's own recovery cannot catch it, and a goroutine that the
// handler started does not take the host down.
func die(inv *invocation, call Call) {
	if inv == nil {
		panic(crash{call})
	}
	inv.kill()
	runtime.Goexit()
}
