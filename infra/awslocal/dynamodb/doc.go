// Package dynamodb is the double of DynamoDB and DynamoDB Streams: a state
// machine in memory that answers the AWS-JSON 1.0 requests of the real SDK
// clients, with AWS's refusals, sizes, units and order. It is never kinder than
// AWS; what it lacks it refuses by name (NotEmulated).
//
//	double := dynamodb.New(clock, journal, logger)
//	err := double.Restore()                      // once, before the first call
//	answer, err := double.Call("PutItem", input) // marshal answer, or the *wire.Error
//
// Its host (package awslocal) holds a lock around every method, commits the
// journal after each call, and serves Streams under a target of its own. For
// event source mappings the host reads Records, and to let items expire it calls
// Expire; neither happens by itself.
//
// # What it has
//
// Tables with a partition key and perhaps a sort key, global secondary indexes,
// one stream with one shard, and time to live. Every operation on items except
// PartiQL, with the expression language, limits and messages of the Developer
// Guide. A read of a table or index costs the logarithm of its size and the
// page that is read.
//
// # Where it differs
//
//   - A table is ACTIVE from the call after CreateTable, and gone at once with
//     DeleteTable, its stream included.
//   - Calls run one after another, so there is no TransactionConflictException
//     and no throttling; the host injects faults.
//   - Indexes show every write at once unless IndexLag says otherwise.
//   - Local secondary indexes, UpdateTable, parallel scans, tags, backups,
//     global tables and the legacy parameters (Expected, AttributeUpdates,
//     KeyConditions, …) are refused.
//
// # What it keeps
//
//	bucket                  key                  value
//	dynamodb.tables         table name           definition, time to live
//	dynamodb/<table>        encoded item key     the item
//	dynamodb.stream/<table> sequence number      stream record
//	dynamodb.tokens         ClientRequestToken   digest and time, for ten minutes
package dynamodb
