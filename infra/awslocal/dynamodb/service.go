package dynamodb

import (
	"log/slog"

	"assistive-referrals/infra/awslocal/wire"
)

const (
	serviceName = "DynamoDB"

	// Region and Account are in the ARNs that the double gives out.
	Region  = "eu-west-2"
	Account = "000000000000"
)

// Service is the double of DynamoDB. It has no lock: its host must not call two
// of its methods, or those of its Streams, at the same time.
type Service struct {
	clock      wire.Clock
	journal    wire.Journal
	log        *slog.Logger
	operations map[string]func(input []byte) (any, error)
	tables     map[string]*table
	tokens     tokens
	lags       func() bool
}

// New returns a double without tables. A nil journal keeps nothing, and a nil
// logger says nothing.
func New(clock wire.Clock, journal wire.Journal, log *slog.Logger) *Service {
	if journal == nil {
		journal = discard{}
	}
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	s := &Service{clock: clock, journal: journal, log: log, tables: map[string]*table{}, tokens: newTokens()}
	s.operations = map[string]func([]byte) (any, error){
		"CreateTable":        operation(serviceName, "CreateTable", s.createTable),
		"DescribeTable":      operation(serviceName, "DescribeTable", s.describeTable),
		"DeleteTable":        operation(serviceName, "DeleteTable", s.deleteTable),
		"ListTables":         operation(serviceName, "ListTables", s.listTables),
		"UpdateTimeToLive":   operation(serviceName, "UpdateTimeToLive", s.updateTimeToLive),
		"DescribeTimeToLive": operation(serviceName, "DescribeTimeToLive", s.describeTimeToLive),
		"PutItem":            operation(serviceName, "PutItem", s.putItem),
		"GetItem":            operation(serviceName, "GetItem", s.getItem),
		"UpdateItem":         operation(serviceName, "UpdateItem", s.updateItem),
		"DeleteItem":         operation(serviceName, "DeleteItem", s.deleteItem),
		"Query":              operation(serviceName, "Query", s.query),
		"Scan":               operation(serviceName, "Scan", s.scan),
		"BatchGetItem":       operation(serviceName, "BatchGetItem", s.batchGetItem),
		"BatchWriteItem":     operation(serviceName, "BatchWriteItem", s.batchWriteItem),
		"TransactWriteItems": operation(serviceName, "TransactWriteItems", s.transactWriteItems),
		"TransactGetItems":   operation(serviceName, "TransactGetItems", s.transactGetItems),
	}
	return s
}

// operation joins the decoding of an input to what carries it out.
func operation[In any](service, name string, run func(*In) (any, error)) func([]byte) (any, error) {
	return func(input []byte) (any, error) {
		in := new(In)
		if err := decode(service, name, input, in); err != nil {
			return nil, err
		}
		return run(in)
	}
}

// Target is the X-Amz-Target prefix of DynamoDB.
func (s *Service) Target() string { return "DynamoDB_20120810" }

// Call runs one operation. What it returns shares nothing with what a later
// call changes, so it may be marshalled at any time. A refused call changes
// nothing.
func (s *Service) Call(name string, input []byte) (any, error) {
	run, known := s.operations[name]
	if !known {
		return nil, wire.NotEmulated(serviceName, name)
	}
	return run(input)
}
