module.exports = (name) => `Hello from ${name} on ${process.platform}-${process.arch}!`;
