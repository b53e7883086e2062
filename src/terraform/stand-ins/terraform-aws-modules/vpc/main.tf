# terraform-aws-modules/vpc/aws, versions 2 to 6: the network, and its public, private, intra and database subnets. What routes private
# subnets have, and what versions have different defaults for, is left unknown.

variable "create_vpc" { default = true }
variable "cidr" {}
variable "use_ipam_pool" { default = false }
variable "secondary_cidr_blocks" { default = [] }
variable "enable_dns_hostnames" {}
variable "enable_dns_support" { default = true }
variable "azs" { default = [] }
variable "public_subnets" { default = [] }
variable "public_subnet_ipv6_prefixes" { default = [] }
variable "public_subnet_ipv6_native" { default = false }
variable "map_public_ip_on_launch" {}
variable "private_subnets" { default = [] }
variable "private_subnet_ipv6_prefixes" { default = [] }
variable "private_subnet_ipv6_native" { default = false }
variable "intra_subnets" { default = [] }
variable "intra_subnet_ipv6_prefixes" { default = [] }
variable "intra_subnet_ipv6_native" { default = false }
variable "database_subnets" { default = [] }
variable "database_subnet_ipv6_prefixes" { default = [] }
variable "database_subnet_ipv6_native" { default = false }
variable "create_igw" { default = true }
variable "create_multiple_public_route_tables" { default = false }
variable "enable_nat_gateway" { default = false }
variable "single_nat_gateway" { default = false }
variable "one_nat_gateway_per_az" { default = false }
variable "unread" {}

locals {
  # with IPv6, versions count subnets differently
  public   = length(var.public_subnet_ipv6_prefixes) > length(var.public_subnets) ? var.unread : length(var.public_subnets)
  private  = length(var.private_subnet_ipv6_prefixes) > length(var.private_subnets) ? var.unread : length(var.private_subnets)
  intra    = length(var.intra_subnet_ipv6_prefixes) > length(var.intra_subnets) ? var.unread : length(var.intra_subnets)
  database = length(var.database_subnet_ipv6_prefixes) > length(var.database_subnets) ? var.unread : length(var.database_subnets)

  # names of zones; ids of zones are given in another argument
  zones = [for zone in var.azs : length(regexall("^[a-z]{2}-", zone)) > 0 ? zone : var.unread]
}

resource "aws_vpc" "this" {
  count = var.create_vpc ? 1 : 0

  cidr_block           = var.use_ipam_pool || length(var.secondary_cidr_blocks) > 0 ? var.unread : var.cidr
  enable_dns_hostnames = var.enable_dns_hostnames
  enable_dns_support   = var.enable_dns_support
  tags                 = var.unread
}

resource "aws_subnet" "public" {
  count = var.create_vpc && (!var.one_nat_gateway_per_az || length(var.public_subnets) >= length(var.azs)) ? local.public : 0

  vpc_id                  = aws_vpc.this[0].id
  cidr_block              = var.public_subnet_ipv6_native ? var.unread : var.public_subnets[count.index]
  availability_zone       = length(var.azs) > 0 ? element(local.zones, count.index) : var.unread
  map_public_ip_on_launch = var.map_public_ip_on_launch
  ipv6_cidr_block         = var.unread
  tags                    = var.unread
}

resource "aws_subnet" "private" {
  count = var.create_vpc ? local.private : 0

  vpc_id            = aws_vpc.this[0].id
  cidr_block        = var.private_subnet_ipv6_native ? var.unread : var.private_subnets[count.index]
  availability_zone = length(var.azs) > 0 ? element(local.zones, count.index) : var.unread
  ipv6_cidr_block   = var.unread
  tags              = var.unread
}

resource "aws_subnet" "intra" {
  count = var.create_vpc ? local.intra : 0

  vpc_id            = aws_vpc.this[0].id
  cidr_block        = var.intra_subnet_ipv6_native ? var.unread : var.intra_subnets[count.index]
  availability_zone = length(var.azs) > 0 ? element(local.zones, count.index) : var.unread
  ipv6_cidr_block   = var.unread
  tags              = var.unread
}

resource "aws_subnet" "database" {
  count = var.create_vpc ? local.database : 0

  vpc_id            = aws_vpc.this[0].id
  cidr_block        = var.database_subnet_ipv6_native ? var.unread : var.database_subnets[count.index]
  availability_zone = length(var.azs) > 0 ? element(local.zones, count.index) : var.unread
  ipv6_cidr_block   = var.unread
  tags              = var.unread
}

resource "aws_internet_gateway" "this" {
  count = var.create_vpc && var.create_igw && local.public > 0 ? 1 : 0

  vpc_id = aws_vpc.this[0].id
  tags   = var.unread
}

# one for all public subnets, or one for each
resource "aws_route_table" "public" {
  count = var.create_vpc && local.public > 0 ? var.create_multiple_public_route_tables ? local.public : 1 : 0

  vpc_id = aws_vpc.this[0].id
  tags   = var.unread
}

resource "aws_route_table_association" "public" {
  count = var.create_vpc ? local.public : 0

  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public[var.create_multiple_public_route_tables ? count.index : 0].id
}

resource "aws_route" "public_internet_gateway" {
  count = var.create_vpc && var.create_igw && local.public > 0 ? var.create_multiple_public_route_tables ? local.public : 1 : 0

  route_table_id         = aws_route_table.public[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

# as many as there are NAT gateways could be, whether or not there are any
resource "aws_route_table" "private" {
  count = var.create_vpc ? var.single_nat_gateway ? 1 : var.one_nat_gateway_per_az ? length(var.azs) : var.unread : 0

  vpc_id = aws_vpc.this[0].id
  tags   = var.unread
}

resource "aws_nat_gateway" "this" {
  count = var.create_vpc && var.enable_nat_gateway ? var.single_nat_gateway ? 1 : var.one_nat_gateway_per_az ? length(var.azs) : var.unread : 0

  allocation_id = var.unread
  subnet_id     = var.unread
  tags          = var.unread
}

output "vpc_id" { value = var.create_vpc ? aws_vpc.this[0].id : var.unread }
output "vpc_arn" { value = var.create_vpc ? aws_vpc.this[0].arn : var.unread }
output "vpc_cidr_block" { value = var.create_vpc ? aws_vpc.this[0].cidr_block : var.unread }
output "default_security_group_id" { value = var.create_vpc ? aws_vpc.this[0].default_security_group_id : var.unread }
output "public_subnets" { value = aws_subnet.public[*].id }
output "private_subnets" { value = aws_subnet.private[*].id }
output "intra_subnets" { value = aws_subnet.intra[*].id }
output "database_subnets" { value = aws_subnet.database[*].id }
output "public_route_table_ids" { value = aws_route_table.public[*].id }
output "private_route_table_ids" { value = aws_route_table.private[*].id }
output "igw_id" { value = try(aws_internet_gateway.this[0].id, var.unread) }
output "natgw_ids" { value = aws_nat_gateway.this[*].id }
