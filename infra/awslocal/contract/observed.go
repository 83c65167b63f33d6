package contract

import (
	"maps"
	"slices"
)

// Where what is not documented was seen. Reports and other people's tests about
// AWS itself count for more than other servers; both count for less than AWS.
const (
	onAWS        = "AWS, by public reports of its answer"
	byAlternator = "AWS, by the tests of scylladb/scylladb (test/alternator), which run on it"
	onBoth       = "ministack 1.5.33, moto 5.2.5"
	onMinistack  = "ministack 1.5.33"
	onMoto       = "moto 5.2.5"
	onLocal      = "LocalStack 4.14.0"
	onAll        = "ministack 1.5.33, moto 5.2.5, LocalStack 4.14.0"
	nowhere      = "nowhere else; the double is as strict as it can be"
)

// observed names, for each rule that AWS's documentation does not state, where it
// was seen.
var observed = map[string]string{
	"DynamoDB/CreateTable/a definition without key is refused":                          onBoth,
	"DynamoDB/GetItem/an unused name is refused":                                        byAlternator,
	"DynamoDB/GetItem/overlapping paths are refused":                                    onMinistack,
	"DynamoDB/GetItem/a key with another attribute is refused":                          onBoth,
	"DynamoDB/UpdateItem/overlapping paths are refused":                                 byAlternator,
	"DynamoDB/UpdateItem/a path through nothing is refused":                             onBoth,
	"DynamoDB/UpdateItem/an empty expression is refused":                                onBoth,
	"DynamoDB/UpdateItem/an unused value is refused":                                    byAlternator,
	"DynamoDB/ConditionExpression/size by itself is refused":                            onMinistack,
	"DynamoDB/ConditionExpression/less than a list is refused":                          nowhere,
	"DynamoDB/ConditionExpression/BETWEEN the wrong way round is refused":               onMinistack,
	"DynamoDB/ConditionExpression/300 operators are the most":                           onBoth,
	"DynamoDB/ConditionExpression/more are refused":                                     nowhere,
	"DynamoDB/Placeholders/an unused name is refused":                                   byAlternator,
	"DynamoDB/Placeholders/an unused value is refused":                                  byAlternator,
	"DynamoDB/Placeholders/names without an expression are refused":                     onBoth,
	"DynamoDB/Placeholders/values without an expression are refused":                    onMinistack,
	"DynamoDB/Query/no such index is refused":                                           onMinistack,
	"DynamoDB/Query/two conditions on one key are refused":                              onMinistack,
	"DynamoDB/Query/an unused value is refused":                                         byAlternator,
	"DynamoDB/Query/starting in another partition is refused":                           onMinistack,
	"DynamoDB/Query/starting at half a key is refused":                                  onMinistack,
	"DynamoDB/Paging/starting after a key that is not there any more goes on behind it": onBoth,
	"DynamoDB/Index/starting without the index's key is refused":                        onMinistack,
	"DynamoDB/TransactWriteItems/two actions in one are refused":                        onMoto,
	"DynamoDB/TransactWriteItems/a bad expression refuses the request":                  nowhere,
	"DynamoDB/ClientRequestToken/the token of a cancelled transaction is free":          onBoth,
	"DynamoDB/BatchGetItem/the same key twice is refused":                               onBoth,
	"DynamoDB/TimeToLive/off when it is off is refused":                                 nowhere,
	"Streams/GetRecords/what changes nothing makes no record":                           onMinistack,
	"SQS/CreateQueue/a redrive policy that is not JSON is refused":                      onAWS + " (ansible-collections/community.aws#2321)",
	"SQS/DeleteMessage/deleting twice is no error":                                      "moto 5.2.5, LocalStack 4.14.0",
	"States/StartExecution/a name of 81 characters is refused":                          onAWS + " (getmoto/moto#6438)",
	"States/CreateStateMachine/a name of 81 characters is refused":                      onAWS + " (the same limit of StartExecution)",
	"States/StopExecution/stopping one that has ended changes nothing and is no error":  "moto 5.2.5, LocalStack 4.14.0",
	"States/Flow/Pass: a path that names nothing: States.Runtime":                       onAWS + "; LocalStack 4.14.0 (the documentation names States.ParameterPathFailure)",
	"States/Choice/a Variable that names nothing: States.Runtime":                       onLocal,
	"States/GetExecutionHistory/a Pass":                                                 onAll,
	"States/GetExecutionHistory/Choice, Wait and Succeed":                               onAll,
	"States/GetExecutionHistory/a Fail":                                                 onAll,
	"States/GetExecutionHistory/a callback that succeeds":                               onLocal,
	"States/GetExecutionHistory/a callback that fails, is tried again, and is caught":   onLocal,
	"States/GetExecutionHistory/a callback that times out":                              onLocal,
	"States/GetExecutionHistory/each event names the one before it":                     onLocal,
	"States/lambda:invoke/no such function: Lambda.ResourceNotFoundException":           onAWS,
	"States/lambda:invoke/its history: no TaskSubmitted":                                onAWS,
	"Lambda/Invoke/a time-out: Sandbox.Timedout":                                        onAWS,
}

// ObservedNames returns the names of the cases that are said to be observed.
func ObservedNames() []string { return slices.Sorted(maps.Keys(observed)) }
