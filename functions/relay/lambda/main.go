// Command lambda runs the function relay on AWS Lambda.
package main

import (
	"assistive-referrals/functions/relay"
	"assistive-referrals/internal/host"
)

func main() { host.Start(relay.New) }
