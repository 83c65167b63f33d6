// Command lambda runs the function scan on AWS Lambda.
package main

import (
	"assistive-referrals/functions/scan"
	"assistive-referrals/internal/host"
)

func main() { host.Start(scan.New) }
